package io.tallyport.limit;

import io.github.bucket4j.TimeMeter;
import io.tallyport.limit.Tallies.NodeTold;
import io.tallyport.limit.Tally.Told;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;

/** What nodes tell each other every second, as the bytes of one cache entry per node. */
final class UsedCounts {
    private final String node;
    private final long epoch = System.nanoTime() ^ System.identityHashCode(this);
    private final ConcurrentMap<String, byte[]> cache;

    /** @param cache seen by every node; what a node that is gone has told disappears from it within seconds */
    UsedCounts(String node, ConcurrentMap<String, byte[]> cache) {
        this.node = node;
        this.cache = cache;
    }

    static Tallies tallies() {
        return new Tallies(TimeMeter.SYSTEM_NANOTIME);
    }

    void exchange(Tallies tallies) {
        Map<String, NodeTold> others = new HashMap<>();
        cache.forEach((name, bytes) -> {
            if (!name.equals(node)) {
                others.put(name, read(bytes));
            }
        });
        cache.put(node, written(new NodeTold(epoch, tallies.exchange(others))));
    }

    static byte[] written(NodeTold told) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(told.epoch());
            out.writeInt(told.subjects().size());
            for (Map.Entry<String, Told> subject : told.subjects().entrySet()) {
                out.writeUTF(subject.getKey());
                out.writeInt(subject.getValue().perMinute());
                out.writeLong(subject.getValue().used());
                out.writeLong(subject.getValue().claimed());
                out.writeLong(subject.getValue().remaining());
                out.writeInt(subject.getValue().underWay());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static NodeTold read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long epoch = in.readLong();
            int count = in.readInt();
            Map<String, Told> subjects = new HashMap<>();
            for (int i = 0; i < count; i++) {
                subjects.put(
                        in.readUTF(),
                        new Told(in.readInt(), in.readLong(), in.readLong(), in.readLong(), in.readInt()));
            }
            return new NodeTold(epoch, subjects);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
