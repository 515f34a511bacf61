"""PyPI's openai and anthropic against every upstream format."""

import json
import os
import random
import unittest

import anthropic
import openai

URL = os.environ["TALLYPORT_URL"]
KEY = os.environ["TALLYPORT_KEY"]
MODELS = ["gpt-5-mini", "claude-sonnet-4-5", "gemini-2.5-flash", "deepseek-chat"]
HELLO = [{"role": "user", "content": "Say hello."}]
CITY = {
    "type": "object",
    "properties": {"city": {"type": "string"}},
    "required": ["city"],
    "additionalProperties": False,
}
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
LONG = "A gateway that keeps the books is asked the same thing over and over. " * 120


class OpenAiTest(unittest.TestCase):
    client = openai.OpenAI(base_url=URL + "/v1", api_key=KEY, max_retries=0)
    tools = [{"type": "function", "function": {"name": "weather", "parameters": CITY}}]

    def each(self, test):
        for model in MODELS:
            with self.subTest(model):
                test(model)

    def test_plain(self):
        def test(model):
            answer = self.client.chat.completions.create(model=model, messages=HELLO)
            self.assertTrue(answer.choices[0].message.content)
            self.assertEqual(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens)

        self.each(test)

    def test_streamed(self):
        def test(model):
            chunks = list(
                self.client.chat.completions.create(
                    model=model, messages=HELLO, stream=True, stream_options={"include_usage": True}
                )
            )
            self.assertTrue("".join(c.choices[0].delta.content or "" for c in chunks if c.choices))
            self.assertGreater(chunks[-1].usage.completion_tokens, 0)

        self.each(test)

    def test_tools_and_back(self):
        def test(model):
            answer = self.client.chat.completions.create(model=model, messages=HELLO, tools=self.tools)
            message = answer.choices[0].message
            self.assertIsInstance(json.loads(message.tool_calls[0].function.arguments)["city"], str)
            results = [{"role": "tool", "tool_call_id": call.id, "content": "sunny"} for call in message.tool_calls]
            end = self.client.chat.completions.create(
                model=model, tools=self.tools, messages=[*HELLO, message, *results]
            )
            self.assertEqual(end.choices[0].finish_reason, "stop")

        self.each(test)

    def test_responses(self):
        def test(model):
            self.assertTrue(self.client.responses.create(model=model, input="Say hello.").output_text)
            with self.client.responses.stream(model=model, input="Say hello.") as stream:
                events = list(stream)
            self.assertEqual(events[-1].type, "response.completed")

        self.each(test)

    def test_json_by_a_schema(self):
        def test(model):
            answer = self.client.chat.completions.create(
                model=model,
                messages=HELLO,
                response_format={"type": "json_schema", "json_schema": {"name": "place", "schema": CITY}},
            )
            self.assertIsInstance(json.loads(answer.choices[0].message.content)["city"], str)

        self.each(test)

    def test_images(self):
        def test(model):
            parts = [
                {"type": "text", "text": "What is this?"},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64," + PIXEL}},
            ]
            answer = self.client.chat.completions.create(model=model, messages=[{"role": "user", "content": parts}])
            self.assertTrue(answer.choices[0].message.content)

        self.each(test)

    def test_errors(self):
        with self.assertRaises(openai.NotFoundError):
            self.client.chat.completions.create(model="nope", messages=HELLO)
        for model in MODELS:
            with self.subTest(model), self.assertRaises(openai.RateLimitError):
                self.client.chat.completions.create(
                    model=model, messages=HELLO, extra_headers={"x-sim-fault": "status=429"}
                )

    def test_embeddings(self):
        answer = self.client.embeddings.create(model="text-embedding-3-small", input="a")
        self.assertAlmostEqual(sum(x * x for x in answer.data[0].embedding), 1, places=1)


class AnthropicTest(unittest.TestCase):
    client = anthropic.Anthropic(base_url=URL, api_key=KEY, max_retries=0)
    tools = [{"name": "weather", "input_schema": CITY}]

    def each(self, test):
        for model in MODELS:
            with self.subTest(model):
                test(model)

    def test_plain(self):
        def test(model):
            answer = self.client.messages.create(model=model, max_tokens=100, messages=HELLO)
            self.assertTrue(answer.content[0].text)
            self.assertGreater(answer.usage.output_tokens, 0)

        self.each(test)

    def test_streamed(self):
        def test(model):
            with self.client.messages.stream(model=model, max_tokens=100, messages=HELLO) as stream:
                text = "".join(stream.text_stream)
                answer = stream.get_final_message()
            self.assertEqual(text, answer.content[0].text)
            self.assertGreater(answer.usage.output_tokens, 0)

        self.each(test)

    def test_tools_and_back(self):
        def test(model):
            with self.client.messages.stream(
                model=model, max_tokens=200, messages=HELLO, tools=self.tools
            ) as stream:
                answer = stream.get_final_message()
            self.assertEqual(answer.stop_reason, "tool_use")
            calls = [block for block in answer.content if block.type == "tool_use"]
            self.assertIsInstance(calls[0].input["city"], str)
            results = [{"type": "tool_result", "tool_use_id": call.id, "content": "sunny"} for call in calls]
            end = self.client.messages.create(
                model=model,
                max_tokens=200,
                tools=self.tools,
                messages=[
                    *HELLO,
                    {"role": "assistant", "content": answer.content},
                    {"role": "user", "content": results},
                ],
            )
            self.assertEqual(end.stop_reason, "end_turn")

        self.each(test)

    def test_thinking(self):
        answer = self.client.messages.create(
            model="gemini-2.5-flash",
            max_tokens=9000,
            messages=HELLO,
            thinking={"type": "enabled", "budget_tokens": 2048},
        )
        self.assertEqual(answer.content[0].type, "thinking")

    def test_images_and_json(self):
        def test(model):
            source = {"type": "base64", "media_type": "image/png", "data": PIXEL}
            answer = self.client.messages.create(
                model=model,
                max_tokens=100,
                messages=[{"role": "user", "content": [{"type": "image", "source": source}]}],
                output_config={"format": {"type": "json_schema", "schema": CITY}},
            )
            self.assertIsInstance(json.loads(answer.content[0].text)["city"], str)

        self.each(test)

    def test_the_cache(self):
        system = [{"type": "text", "text": LONG + str(random.random()), "cache_control": {"type": "ephemeral"}}]
        asked = {"model": "claude-sonnet-4-5", "max_tokens": 20, "messages": HELLO, "system": system}
        first = self.client.messages.create(**asked)
        second = self.client.messages.create(**asked)
        self.assertGreater(first.usage.cache_creation_input_tokens, 1024)
        self.assertEqual(second.usage.cache_read_input_tokens, first.usage.cache_creation_input_tokens)

    def test_tokens_are_counted(self):
        count = self.client.messages.count_tokens(model="claude-sonnet-4-5", messages=HELLO, tools=self.tools)
        self.assertGreater(count.input_tokens, 0)

    def test_errors(self):
        with self.assertRaises(anthropic.NotFoundError):
            self.client.messages.create(model="nope", max_tokens=9, messages=HELLO)
        for model in MODELS:
            with self.subTest(model), self.assertRaises(anthropic.RateLimitError):
                self.client.messages.create(
                    model=model, max_tokens=9, messages=HELLO, extra_headers={"x-sim-fault": "status=429"}
                )


if __name__ == "__main__":
    unittest.main()
