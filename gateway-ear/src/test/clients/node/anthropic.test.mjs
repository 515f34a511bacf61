// npm @anthropic-ai/sdk against Messages, token counting and Models.
import assert from "node:assert/strict";
import { test } from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { city, key, longText, models, pixel, thinkers, url } from "./setting.mjs";

const client = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 });
const hello = [{ role: "user", content: "Say hello." }];
const tools = [{ name: "weather", description: "of a city", input_schema: city }];

for (const model of models) {
  test(`${model}: plain`, async () => {
    const answer = await client.messages.create({ model, max_tokens: 100, messages: hello });
    assert.equal(answer.content[0].type, "text");
    assert.equal(answer.stop_reason, "end_turn");
    assert.ok(answer.usage.input_tokens > 0 && answer.usage.output_tokens > 0);
    assert.match(answer._request_id, /^req_/);
  });

  test(`${model}: streamed`, async () => {
    const stream = client.messages.stream({ model, max_tokens: 100, messages: hello });
    const types = [];
    stream.on("streamEvent", (event) => types.push(event.type));
    const answer = await stream.finalMessage();
    assert.ok(answer.content[0].text.length > 0);
    assert.ok(answer.usage.output_tokens > 0);
    assert.equal(types[0], "message_start");
    assert.equal(types.at(-1), "message_stop");
  });

  test(`${model}: tools, plain and back`, async () => {
    const answer = await client.messages.create({ model, max_tokens: 200, messages: hello, tools });
    assert.equal(answer.stop_reason, "tool_use");
    const calls = answer.content.filter((block) => block.type === "tool_use");
    assert.equal(typeof calls[0].input.city, "string");
    const results = calls.map((call) => ({ type: "tool_result", tool_use_id: call.id, content: "sunny" }));
    const end = await client.messages.create({
      model, max_tokens: 200, tools,
      messages: [...hello, { role: "assistant", content: answer.content }, { role: "user", content: results }],
    });
    assert.equal(end.stop_reason, "end_turn");
  });

  test(`${model}: tools, streamed`, async () => {
    const answer = await client.messages.stream({ model, max_tokens: 200, messages: hello, tools }).finalMessage();
    assert.equal(answer.stop_reason, "tool_use");
    assert.equal(typeof answer.content.find((block) => block.type === "tool_use").input.city, "string");
  });

  test(`${model}: a forced tool, JSON by a schema, an image`, async () => {
    const forced = await client.messages.create({
      model, max_tokens: 200, messages: hello, tools, tool_choice: { type: "tool", name: "weather" },
    });
    assert.equal(forced.content.at(-1).type, "tool_use");
    const json = await client.messages.create({
      model, max_tokens: 200, messages: hello, output_config: { format: { type: "json_schema", schema: city } },
    });
    assert.equal(typeof JSON.parse(json.content[0].text).city, "string");
    const image = await client.messages.create({
      model, max_tokens: 200,
      messages: [{ role: "user", content: [
        { type: "image", source: { type: "base64", media_type: "image/png", data: pixel } },
        { type: "text", text: "What is this?" },
      ] }],
    });
    assert.equal(image.content[0].type, "text");
  });
}

for (const model of thinkers) {
  test(`${model}: thinking, and back with a tool`, async () => {
    const asked = { model, max_tokens: 9000, tools, thinking: { type: "enabled", budget_tokens: 2048 } };
    const answer = await client.messages.stream({ ...asked, messages: hello }).finalMessage();
    assert.equal(answer.content[0].type, "thinking");
    assert.ok(answer.content[0].thinking.length > 0);
    const calls = answer.content.filter((block) => block.type === "tool_use");
    const results = calls.map((call) => ({ type: "tool_result", tool_use_id: call.id, content: "sunny" }));
    const end = await client.messages.create({
      ...asked,
      messages: [...hello, { role: "assistant", content: answer.content }, { role: "user", content: results }],
    });
    assert.equal(end.stop_reason, "end_turn");
  });
}

test("the cache is written and read", async () => {
  const system = [{ type: "text", text: longText + Math.random(), cache_control: { type: "ephemeral" } }];
  const asked = { model: "claude-sonnet-4-5", max_tokens: 20, system, messages: hello };
  const first = await client.messages.create(asked);
  assert.ok(first.usage.cache_creation_input_tokens > 1024);
  const second = await client.messages.create(asked);
  assert.equal(second.usage.cache_read_input_tokens, first.usage.cache_creation_input_tokens);
});

test("tokens are counted", async () => {
  const few = await client.messages.countTokens({ model: "claude-sonnet-4-5", messages: hello });
  const more = await client.messages.countTokens({ model: "claude-sonnet-4-5", messages: hello, tools, system: longText });
  assert.ok(few.input_tokens > 0 && more.input_tokens > few.input_tokens + 500);
});

test("models come in pages", async () => {
  const ids = [];
  for await (const model of client.models.list({ limit: 30 })) ids.push(model.id);
  assert.ok(ids.includes("claude-sonnet-4-5") && ids.length > 60);
  assert.equal((await client.models.retrieve("claude-sonnet-4-6")).capabilities.thinking.supported, true);
});

test("errors are the client's own classes", async () => {
  const ask = (body, headers) => client.messages.create({ max_tokens: 9, messages: hello, ...body }, { headers });
  await assert.rejects(ask({ model: "nope" }), Anthropic.NotFoundError);
  await assert.rejects(ask({ model: "gpt-5-mini", mcp_servers: [{ type: "url", url: "https://e.example", name: "m" }] }), Anthropic.BadRequestError);
  for (const model of models) {
    await assert.rejects(ask({ model }, { "x-sim-fault": "status=429" }), Anthropic.RateLimitError);
    await assert.rejects(ask({ model }, { "x-sim-fault": "status=500" }), Anthropic.InternalServerError);
  }
  const wrong = new Anthropic({ baseURL: url, apiKey: "sk-tp-wrong", maxRetries: 0 });
  await assert.rejects(wrong.models.list(), Anthropic.AuthenticationError);
});

test("a stream that breaks throws", async () => {
  const stream = client.messages.stream(
    { model: "gpt-5-mini", max_tokens: 100, messages: hello },
    { headers: { "x-sim-output": "tokens=30", "x-sim-fault": "after=8;error_event" } },
  );
  await assert.rejects(stream.finalMessage(), Anthropic.APIError);
});
