import java.nio.file.Files;
import java.nio.file.Path;
import net.sf.jasperreports.engine.JasperCompileManager;

/** Run by the build as a single file: every template of a folder to the form that is loaded at run time. */
class CompileTemplates {
    public static void main(String[] folders) throws Exception {
        // of the compilers this one needs no library; with plain names as expressions it has nothing to compile
        System.setProperty("net.sf.jasperreports.compiler.java", "net.sf.jasperreports.engine.design.JRJavacCompiler");
        Path target = Files.createDirectories(Path.of(folders[1]));
        try (var templates = Files.newDirectoryStream(Path.of(folders[0]), "*.jrxml")) {
            for (Path template : templates) {
                String name = template.getFileName().toString().replace(".jrxml", ".jasper");
                JasperCompileManager.compileReportToFile(
                        template.toString(), target.resolve(name).toString());
            }
        }
    }
}
