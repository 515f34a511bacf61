// npm openai against Chat Completions, Responses, Embeddings and Models.
import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI from "openai";
import { city, key, longText, models, noCalls, pixel, thinkers, url } from "./setting.mjs";

const client = new OpenAI({ baseURL: url + "/v1", apiKey: key, maxRetries: 0 });
const hello = [{ role: "user", content: "Say hello." }];
const tools = [{ type: "function", function: { name: "weather", description: "of a city", parameters: city } }];

async function collect(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

for (const model of models) {
  test(`${model}: plain`, async () => {
    const answer = await client.chat.completions.create({ model, messages: hello });
    assert.ok(answer.choices[0].message.content.length > 0);
    assert.equal(answer.choices[0].finish_reason, "stop");
    assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
    assert.match(answer._request_id, /^req_/);
  });

  test(`${model}: streamed, with usage`, async () => {
    const chunks = await collect(
      await client.chat.completions.create({
        model, messages: hello, stream: true, stream_options: { include_usage: true },
      }),
    );
    const text = chunks.map((chunk) => chunk.choices[0]?.delta?.content ?? "").join("");
    assert.ok(text.length > 0);
    assert.ok(chunks.at(-1).usage.completion_tokens > 0);
    assert.equal(chunks.filter((chunk) => chunk.choices[0]?.delta?.role).length, 1);
  });

  test(`${model}: tools, plain and back`, async () => {
    const answer = await client.chat.completions.create({ model, messages: hello, tools });
    const message = answer.choices[0].message;
    assert.equal(answer.choices[0].finish_reason, "tool_calls");
    assert.equal(message.tool_calls[0].function.name, "weather");
    assert.equal(typeof JSON.parse(message.tool_calls[0].function.arguments).city, "string");
    const results = message.tool_calls.map((call) => ({ role: "tool", tool_call_id: call.id, content: "sunny" }));
    const end = await client.chat.completions.create({ model, tools, messages: [...hello, message, ...results] });
    assert.equal(end.choices[0].finish_reason, "stop");
  });

  test(`${model}: tools, streamed`, async () => {
    const answer = await client.chat.completions.stream({ model, messages: hello, tools }).finalChatCompletion();
    assert.equal(answer.choices[0].finish_reason, "tool_calls");
    assert.equal(typeof JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments).city, "string");
  });

  test(`${model}: a forced tool`, async () => {
    const answer = await client.chat.completions.create({
      model, messages: hello, tools, tool_choice: { type: "function", function: { name: "weather" } },
    });
    assert.equal(answer.choices[0].message.tool_calls.length, 1);
  });

  test(`${model}: JSON by a schema`, async () => {
    const answer = await client.chat.completions.create({
      model, messages: hello,
      response_format: { type: "json_schema", json_schema: { name: "place", strict: true, schema: city } },
    });
    assert.equal(typeof JSON.parse(answer.choices[0].message.content).city, "string");
  });

  test(`${model}: an image`, async () => {
    const answer = await client.chat.completions.create({
      model,
      messages: [{ role: "user", content: [
        { type: "text", text: "What is this?" },
        { type: "image_url", image_url: { url: `data:image/png;base64,${pixel}` } },
      ] }],
    });
    assert.ok(answer.choices[0].message.content.length > 0);
  });

  test(`${model}: responses, plain and streamed`, async () => {
    const answer = await client.responses.create({ model, input: "Say hello." });
    assert.equal(answer.status, "completed");
    assert.ok(answer.output_text.length > 0);
    const events = await collect(await client.responses.create({ model, input: "Say hello.", stream: true }));
    assert.equal(events.at(0).type, "response.created");
    assert.equal(events.at(-1).type, "response.completed");
    assert.ok(events.at(-1).response.usage.output_tokens > 0);
  });

  test(`${model}: responses, tools and back`, async () => {
    const offered = [{ type: "function", name: "weather", description: "of a city", parameters: city, strict: true }];
    const answer = await client.responses.create({ model, input: hello, tools: offered });
    const calls = answer.output.filter((item) => item.type === "function_call");
    assert.equal(calls[0].name, "weather");
    const results = calls.map((call) => ({ type: "function_call_output", call_id: call.call_id, output: "sunny" }));
    const end = await client.responses.create({ model, tools: offered, input: [...hello, ...answer.output, ...results] });
    assert.ok(end.output_text.length > 0);
  });
}

for (const model of thinkers) {
  test(`${model}: thinking, and back with a tool`, async () => {
    const answer = await client.chat.completions.create({
      model, messages: hello, tools, reasoning_effort: "medium", max_completion_tokens: 9000,
    });
    const message = answer.choices[0].message;
    assert.ok(message.reasoning_content.length > 0);
    const results = message.tool_calls.map((call) => ({ role: "tool", tool_call_id: call.id, content: "sunny" }));
    const end = await client.chat.completions.create({
      model, tools, reasoning_effort: "medium", max_completion_tokens: 9000, messages: [...hello, message, ...results],
    });
    assert.ok(end.choices[0].message.content.length > 0);
  });
}

test("cache_control in parts writes and reads Claude's cache", async () => {
  const messages = [{ role: "user", content: [
    { type: "text", text: longText + Math.random(), cache_control: { type: "ephemeral", ttl: "1h" } },
    { type: "text", text: "Go on." },
  ] }];
  const first = await client.chat.completions.create({ model: "claude-sonnet-4-5", messages });
  const details = first.usage.prompt_tokens_details;
  assert.ok(details.cache_write_tokens > 1024);
  assert.equal(details.cache_creation.ephemeral_1h_input_tokens, details.cache_write_tokens);
  const second = await client.chat.completions.create({ model: "claude-sonnet-4-5", messages });
  assert.equal(second.usage.prompt_tokens_details.cached_tokens, details.cache_write_tokens);
});

test("embeddings as base64, which is the client's default", async () => {
  const answer = await client.embeddings.create({ model: "text-embedding-3-small", input: ["a", "b"] });
  assert.equal(answer.data.length, 2);
  assert.ok(Math.abs(answer.data[0].embedding.reduce((sum, x) => sum + x * x, 0) - 1) < 0.01);
});

test("models", async () => {
  const found = await collect(await client.models.list());
  assert.ok(found.some((model) => model.id === "gpt-5-mini"));
  assert.equal((await client.models.retrieve("claude-sonnet-4-5")).object, "model");
});

test("errors are the client's own classes", async () => {
  const ask = (body, headers) => client.chat.completions.create({ messages: hello, ...body }, { headers });
  await assert.rejects(ask({ model: "nope" }), (e) => e instanceof OpenAI.NotFoundError && e.code === "model_not_found");
  await assert.rejects(ask({ model: "claude-sonnet-4-5", n: 2 }), (e) => e instanceof OpenAI.BadRequestError && e.param === "n");
  for (const model of models) {
    await assert.rejects(ask({ model }, { "x-sim-fault": "status=429" }), OpenAI.RateLimitError);
    await assert.rejects(ask({ model }, { "x-sim-fault": "status=500" }), OpenAI.InternalServerError);
  }
  const wrong = new OpenAI({ baseURL: url + "/v1", apiKey: "sk-tp-wrong", maxRetries: 0 });
  await assert.rejects(wrong.models.list(), OpenAI.AuthenticationError);
});

test("a stream that breaks throws", async () => {
  const stream = await client.chat.completions.create(
    { model: "claude-sonnet-4-5", messages: hello, stream: true },
    { headers: { "x-sim-output": "tokens=30", "x-sim-fault": "after=8;error_event" } },
  );
  await assert.rejects(collect(stream), OpenAI.APIError);
});

test("tools that are offered need not be called", async () => {
  const answer = await client.chat.completions.create(
    { model: "gemini-2.5-flash", messages: hello, tools }, { headers: noCalls },
  );
  assert.equal(answer.choices[0].finish_reason, "stop");
});
