package io.tallyport.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A wallet's chain up to one of its entries, with what the wallet held then, in nano-credits. The arrays are not to be
 * changed.
 *
 * @param hash SHA-256 of the hash before and the entry's link, for entries on the customer's statement: the customer can
 *     compute it again
 * @param sealed SHA-256 of the sealed hash before, this entry's hash, its link, and what only we know about it
 */
record Chain(
        long walletId,
        long seq,
        long entries,
        byte[] hash,
        byte[] sealed,
        long paid,
        long bonus,
        long debt,
        long spent) {

    static Chain beginning(long walletId) {
        byte[] genesis = sha256(("tallyport wallet " + walletId).getBytes(UTF_8));
        return new Chain(walletId, 0, 0, genesis, genesis, 0, 0, 0, 0);
    }

    Chain next(ChainLink entry) {
        byte[] link = entry.link().getBytes(UTF_8);
        byte[] linked = entry.shown() ? sha256(hash, link) : hash;
        return new Chain(
                walletId,
                entry.seq(),
                entries + 1,
                linked,
                sha256(sealed, linked, link, entry.house().getBytes(UTF_8)),
                Math.addExact(paid, entry.paid()),
                Math.addExact(bonus, entry.bonus()),
                Math.addExact(debt, entry.debt()),
                Math.addExact(spent, entry.spent()));
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }
}
