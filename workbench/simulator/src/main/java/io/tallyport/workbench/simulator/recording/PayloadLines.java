package io.tallyport.workbench.simulator.recording;

import io.tallyport.workbench.simulator.answer.Bytes;
import io.tallyport.workbench.simulator.request.RequestFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A stream of which only the data payloads were kept, one a line: the framing is put back as the provider has it, which
 * the payloads themselves tell.
 */
final class PayloadLines {
    private PayloadLines() {}

    static byte[] framed(byte[] lines) throws IOException {
        Bytes stream = new Bytes(lines.length * 2);
        boolean isChat = false;
        for (String line : new String(lines, StandardCharsets.UTF_8).split("\r?\n", -1)) {
            if (line.isBlank()) {
                continue;
            }
            byte[] payload = line.getBytes(StandardCharsets.UTF_8);
            RequestFields fields = RequestFields.read(payload, 0, payload.length);
            isChat = "chat.completion.chunk".equals(fields.text("object"));
            String type = fields.text("type");
            if (type != null) {
                stream.add("event: ").add(type).add("\n");
            }
            stream.add("data: ").add(payload).add(type != null || isChat ? "\n\n" : "\r\n\r\n");
        }
        return (isChat ? stream.add("data: [DONE]\n\n") : stream).toArray();
    }
}
