package io.tallyport.rendering;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import net.sf.jasperreports.renderers.Renderable;
import net.sf.jasperreports.renderers.SimpleDataRenderer;

/**
 * Image files of sellers, named by the seller's name in small letters with every other character as a hyphen, such as {@code
 * tallyport-beispiel-gmbh.png}; PNG or JPEG, brought to RGB, since PDF/A allows no colours without a profile. Read once.
 */
final class Logos {
    private final Optional<Path> folder;
    private final Map<String, Optional<byte[]>> read = new ConcurrentHashMap<>();

    Logos(Optional<Path> folder) {
        this.folder = folder;
    }

    Renderable of(String seller) {
        return read.computeIfAbsent(fileName(seller), this::read)
                .<Renderable>map(SimpleDataRenderer::getInstance)
                .orElseGet(() -> new Wordmark(seller));
    }

    static String fileName(String seller) {
        return seller.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
    }

    private Optional<byte[]> read(String name) {
        return Stream.of(".png", ".jpg")
                .flatMap(ending -> folder.map(path -> path.resolve(name + ending)).stream())
                .filter(Files::isReadable)
                .map(Logos::rgb)
                .findFirst();
    }

    private static byte[] rgb(Path file) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            if (image == null) {
                throw new IllegalStateException("tallyport.document.logo-dir: " + file + " is no PNG or JPEG");
            }
            int type = image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
            BufferedImage plain = new BufferedImage(image.getWidth(), image.getHeight(), type);
            plain.createGraphics().drawImage(image, 0, 0, null);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(plain, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
