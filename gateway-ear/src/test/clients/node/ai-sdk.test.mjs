// npm ai with @ai-sdk/openai (Chat Completions and Responses) and @ai-sdk/anthropic.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { generateObject, generateText, stepCountIs, streamText, tool } from "ai";
import { z } from "zod";
import { key, models, pixel, url } from "./setting.mjs";

const openai = createOpenAI({ baseURL: url + "/v1", apiKey: key });
const anthropic = createAnthropic({ baseURL: url + "/v1", apiKey: key });
const place = z.object({ city: z.string() });
const weather = tool({ description: "of a city", inputSchema: place, execute: async () => "sunny" });
const surfaces = {
  chat: (id) => openai.chat(id),
  responses: (id) => openai.responses(id),
  messages: (id) => anthropic(id),
};

for (const [surface, of] of Object.entries(surfaces)) {
  for (const id of models) {
    const asked = { model: of(id), maxRetries: 0, maxOutputTokens: 500 };

    test(`${surface} of ${id}: plain and streamed`, async () => {
      const plain = await generateText({ ...asked, prompt: "Say hello." });
      assert.ok(plain.text.length > 0 && plain.usage.outputTokens > 0);
      const stream = streamText({ ...asked, prompt: "Say hello.", onError: ({ error }) => assert.fail(error) });
      let text = "";
      for await (const delta of stream.textStream) text += delta;
      assert.ok(text.length > 0);
      assert.equal(await stream.finishReason, "stop");
    });

    test(`${surface} of ${id}: a tool, run and told`, async () => {
      const answer = await generateText({
        ...asked, prompt: "What weather?", tools: { weather }, stopWhen: stepCountIs(2),
      });
      assert.equal(answer.steps.length, 2);
      assert.equal(answer.steps[0].finishReason, "tool-calls");
      assert.ok(answer.text.length > 0);
    });

    test(`${surface} of ${id}: an object, and an image`, async () => {
      const { object } = await generateObject({ ...asked, schema: place, prompt: "Where?" });
      assert.equal(typeof object.city, "string");
      const seen = await generateText({
        ...asked,
        messages: [{ role: "user", content: [
          { type: "text", text: "What is this?" },
          { type: "image", image: Buffer.from(pixel, "base64"), mediaType: "image/png" },
        ] }],
      });
      assert.ok(seen.text.length > 0);
    });
  }
}

test("errors carry their status", async () => {
  await assert.rejects(
    generateText({ model: openai.chat("nope"), maxRetries: 0, prompt: "hi" }),
    (error) => error.statusCode === 404,
  );
});
