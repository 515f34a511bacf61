// What every client test needs: where the gateway is, its key, and the models of each upstream format.
export const url = process.env.TALLYPORT_URL;
export const key = process.env.TALLYPORT_KEY;
export const models = ["gpt-5-mini", "claude-sonnet-4-5", "gemini-2.5-flash", "deepseek-chat"];
export const thinkers = ["claude-sonnet-4-5", "gemini-2.5-flash"];
export const pixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
export const city = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};
/** No calls of tools, whatever is offered. */
export const noCalls = { "x-sim-output": "tools=off" };
export const longText = "A gateway that keeps the books is asked the same thing over and over. ".repeat(120);
