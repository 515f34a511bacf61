package io.tallyport.archive;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Six random letters before the name of each embedded font tell one subset from another. Here they become AAAAAA, AAAAAB, … in
 * the order of the file, so that drawing a document again gives the same bytes.
 */
final class SubsetNames {
    private static final int LETTERS = 6;

    private SubsetNames() {}

    static void makeStable(PDDocument file) {
        Map<String, String> stable = new HashMap<>();
        file.getDocument().getXrefTable().keySet().stream()
                .sorted(Comparator.comparingLong(COSObjectKey::getNumber))
                .map(file.getDocument()::getObjectFromPool)
                .map(COSObject::getObject)
                .filter(COSDictionary.class::isInstance)
                .map(COSDictionary.class::cast)
                .forEach(dictionary -> {
                    rename(dictionary, COSName.BASE_FONT, stable);
                    rename(dictionary, COSName.FONT_NAME, stable);
                });
    }

    private static void rename(COSDictionary dictionary, COSName key, Map<String, String> stable) {
        String name = dictionary.getNameAsString(key);
        if (name == null || name.length() <= LETTERS || name.charAt(LETTERS) != '+') {
            return;
        }
        String prefix = stable.computeIfAbsent(name.substring(0, LETTERS), random -> letters(stable.size()));
        dictionary.setName(key, prefix + name.substring(LETTERS));
    }

    private static String letters(int number) {
        char[] letters = new char[LETTERS];
        int rest = number;
        for (int at = LETTERS - 1; at >= 0; at--) {
            letters[at] = (char) ('A' + rest % 26);
            rest /= 26;
        }
        return new String(letters);
    }
}
