package io.tallyport.workbench.bench.gateway;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The gateway's EAR with the servlets of {@code inserver} in its web module. */
final class BenchEar {
    /** By its name: its classes load only where there are servlets. */
    private static final String PACKAGE = "io/tallyport/workbench/bench/inserver/";

    private static final String WEB_MODULE = "gateway-web.war";

    private BenchEar() {}

    /** Under the product's own name, which its deployment descriptors and class loading know. */
    static Path make(Path gateway, Path folder) {
        Path made = folder.resolve(gateway.getFileName());
        try (ZipFile ear = new ZipFile(gateway.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(made))) {
            Enumeration<? extends ZipEntry> entries = ear.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                byte[] content = ear.getInputStream(entry).readAllBytes();
                put(out, entry.getName(), entry.getName().equals(WEB_MODULE) ? withServlet(content) : content);
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] withServlet(byte[] war) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes);
                ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(war));
                ZipFile own = new ZipFile(ownJar().toFile())) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                put(out, entry.getName(), in.readAllBytes());
            }
            for (ZipEntry entry : own.stream()
                    .filter(any -> any.getName().startsWith(PACKAGE) && !any.isDirectory())
                    .toList()) {
                put(
                        out,
                        "WEB-INF/classes/" + entry.getName(),
                        own.getInputStream(entry).readAllBytes());
            }
        }
        return bytes.toByteArray();
    }

    private static Path ownJar() {
        try {
            return Path.of(BenchEar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
