-- What each model can do, what it is called in the lists, and who follows it when it is retired.
-- Capabilities and dates: the price book's source (see V006). Efforts, adaptive_thinking, thinking_budget, sampling,
-- citations, code_execution and context_management: the types and notes of Anthropic's and OpenAI's SDKs
-- (@anthropic-ai/sdk 1.11.0, openai 7.55.0, Apache-2.0).
ALTER TABLE model
    ADD COLUMN display_name      text,
    ADD COLUMN line              text,
    ADD COLUMN capabilities      text[]  NOT NULL DEFAULT '{}',
    ADD COLUMN efforts           text[]  NOT NULL DEFAULT '{}',
    ADD COLUMN cache_min_tokens  integer CHECK (cache_min_tokens > 0),
    ADD COLUMN retires_on        date,
    ADD COLUMN successor         text    REFERENCES model CHECK (successor <> id);

UPDATE model SET capabilities = '{adaptive_thinking,caching,caching_control,citations,code_execution,context_management,pdf_input,sampling,structured_output,thinking,thinking_budget,tools,vision,web_search}' WHERE id IN (
    'claude-opus-4-6', 'claude-sonnet-4-6');
UPDATE model SET capabilities = '{adaptive_thinking,caching,caching_control,citations,code_execution,context_management,pdf_input,structured_output,thinking,tools,vision,web_search}' WHERE id IN (
    'claude-fable-5', 'claude-opus-4-7', 'claude-opus-4-8', 'claude-opus-5', 'claude-sonnet-5');
UPDATE model SET capabilities = '{audio_input,caching,pdf_input,sampling,structured_output,thinking,thinking_budget,tools,vision,web_search}' WHERE id IN (
    'gemini-2.5-pro');
UPDATE model SET capabilities = '{audio_input,caching,pdf_input,sampling,structured_output,thinking,tools,vision,web_search}' WHERE id IN (
    'gemini-3-pro-preview', 'gemini-3.1-flash-lite', 'gemini-3.1-flash-lite-preview', 'gemini-3.1-pro-preview',
    'gemini-3.1-pro-preview-customtools', 'gemini-3.5-flash', 'gemini-3.5-flash-lite', 'gemini-3.6-flash',
    'gemini-pro-latest');
UPDATE model SET capabilities = '{audio_input,caching,sampling,structured_output,thinking,tools,vision,web_search}' WHERE id IN (
    'grok-4-1-fast', 'grok-4-1-fast-reasoning', 'grok-4-1-fast-reasoning-latest');
UPDATE model SET capabilities = '{audio_input,caching,sampling,structured_output,tools,vision,web_search}' WHERE id IN (
    'gemini-2.0-flash', 'grok-4-1-fast-non-reasoning', 'grok-4-1-fast-non-reasoning-latest');
UPDATE model SET capabilities = '{caching,caching_control,citations,code_execution,context_management,pdf_input,sampling,structured_output,thinking,thinking_budget,tools,vision,web_search}' WHERE id IN (
    'claude-haiku-4-5', 'claude-opus-4', 'claude-opus-4-1', 'claude-opus-4-5', 'claude-sonnet-4',
    'claude-sonnet-4-5');
UPDATE model SET capabilities = '{caching,caching_control,citations,pdf_input,sampling,structured_output,thinking,thinking_budget,tools,vision,web_search}' WHERE id IN (
    'claude-3-7-sonnet');
UPDATE model SET capabilities = '{caching,caching_control,citations,pdf_input,sampling,structured_output,tools,vision,web_search}' WHERE id IN (
    'claude-3-5-haiku', 'claude-3-5-sonnet');
UPDATE model SET capabilities = '{caching,caching_control,pdf_input,sampling,structured_output,thinking,tools,vision,web_search}' WHERE id IN (
    'gpt-5.6', 'gpt-5.6-luna', 'gpt-5.6-sol', 'gpt-5.6-terra');
UPDATE model SET capabilities = '{caching,caching_control,sampling,structured_output,tools,vision}' WHERE id IN (
    'claude-3-haiku-20240307', 'claude-3-opus-20240229');
UPDATE model SET capabilities = '{caching,pdf_input,sampling,structured_output,thinking,thinking_budget,tools,vision,web_search}' WHERE id IN (
    'gemini-2.5-flash', 'gemini-2.5-flash-lite', 'gemini-2.5-flash-lite-preview-06-17',
    'gemini-2.5-flash-lite-preview-09-2025', 'gemini-2.5-flash-preview-09-2025');
UPDATE model SET capabilities = '{caching,pdf_input,sampling,structured_output,thinking,tools,vision}' WHERE id IN (
    'codex-mini-latest', 'gpt-5.4', 'o1');
UPDATE model SET capabilities = '{caching,pdf_input,sampling,structured_output,thinking,tools,vision,web_search}' WHERE id IN (
    'gpt-5', 'gpt-5-codex', 'gpt-5-mini', 'gpt-5-nano', 'gpt-5-nano-2025-08-07', 'gpt-5.1', 'gpt-5.1-codex',
    'gpt-5.1-codex-max', 'gpt-5.1-codex-mini', 'gpt-5.2', 'gpt-5.2-chat-latest', 'gpt-5.2-codex',
    'gpt-5.3-chat-latest', 'gpt-5.3-codex', 'gpt-5.4-mini', 'gpt-5.4-nano', 'gpt-5.5', 'o3', 'o3-2025-04-16',
    'o4-mini', 'o4-mini-2025-04-16', 'gemini-3-flash-preview', 'gemini-flash-latest', 'gemini-flash-lite-latest');
UPDATE model SET capabilities = '{caching,pdf_input,sampling,structured_output,thinking,vision}' WHERE id IN (
    'gpt-5-chat', 'gpt-5-chat-latest');
UPDATE model SET capabilities = '{caching,pdf_input,sampling,structured_output,thinking,vision,web_search}' WHERE id IN (
    'gpt-5.1-chat-latest');
UPDATE model SET capabilities = '{caching,pdf_input,sampling,structured_output,tools,vision}' WHERE id IN (
    'gpt-4.1-nano', 'gpt-4.1-nano-2025-04-14', 'gpt-4o', 'gpt-4o-2024-08-06', 'gpt-4o-2024-11-20', 'gpt-4o-mini',
    'gpt-4o-mini-2024-07-18');
UPDATE model SET capabilities = '{caching,pdf_input,sampling,structured_output,tools,vision,web_search}' WHERE id IN (
    'gpt-4.1', 'gpt-4.1-2025-04-14', 'gpt-4.1-mini', 'gpt-4.1-mini-2025-04-14');
UPDATE model SET capabilities = '{caching,pdf_input,sampling,thinking,tools,vision,web_search}' WHERE id IN (
    'gpt-5.4-pro', 'gpt-5.5-pro');
UPDATE model SET capabilities = '{caching,sampling,structured_output,thinking}' WHERE id IN (
    'deepseek-reasoner');
UPDATE model SET capabilities = '{caching,sampling,structured_output,thinking,tools}' WHERE id IN (
    'o3-mini');
UPDATE model SET capabilities = '{caching,sampling,structured_output,thinking,tools,vision}' WHERE id IN (
    'kimi-k2.5', 'kimi-k2.6');
UPDATE model SET capabilities = '{caching,sampling,structured_output,thinking,tools,vision,web_search}' WHERE id IN (
    'grok-4.3', 'grok-4.3-latest', 'grok-4.5', 'grok-4.5-latest');
UPDATE model SET capabilities = '{caching,sampling,structured_output,tools}' WHERE id IN (
    'deepseek-chat', 'deepseek-v4-flash', 'deepseek-v4-pro');
UPDATE model SET capabilities = '{caching,sampling,structured_output,tools,vision,web_search}' WHERE id IN (
    'gemini-2.0-flash-001', 'gemini-2.0-flash-lite', 'gemini-2.0-flash-lite-001');
UPDATE model SET capabilities = '{caching,sampling,thinking,tools}' WHERE id IN (
    'deepseek-r1', 'deepseek-v3.2', 'grok-code-fast', 'grok-code-fast-1');
UPDATE model SET capabilities = '{caching,sampling,thinking,tools,vision,web_search}' WHERE id IN (
    'grok-4.20-0309-reasoning', 'grok-4.20-beta-0309-reasoning', 'grok-4.20-multi-agent-beta-0309');
UPDATE model SET capabilities = '{caching,sampling,thinking,tools,web_search}' WHERE id IN (
    'kimi-k2-thinking', 'kimi-k2-thinking-turbo', 'grok-3-mini', 'grok-3-mini-beta', 'grok-3-mini-fast',
    'grok-3-mini-fast-beta', 'grok-3-mini-fast-latest', 'grok-3-mini-latest');
UPDATE model SET capabilities = '{caching,sampling,tools}' WHERE id IN (
    'deepseek-coder', 'deepseek-v3');
UPDATE model SET capabilities = '{caching,sampling,tools,vision}' WHERE id IN (
    'kimi-latest', 'kimi-latest-128k', 'kimi-latest-32k', 'kimi-latest-8k');
UPDATE model SET capabilities = '{caching,sampling,tools,vision,web_search}' WHERE id IN (
    'grok-4.20-beta-0309-non-reasoning');
UPDATE model SET capabilities = '{caching,sampling,tools,web_search}' WHERE id IN (
    'kimi-k2-0711-preview', 'kimi-k2-0905-preview', 'kimi-k2-turbo-preview', 'grok-3', 'grok-3-beta',
    'grok-3-fast-beta', 'grok-3-fast-latest', 'grok-3-latest', 'grok-4-fast-non-reasoning',
    'grok-4-fast-reasoning');
UPDATE model SET capabilities = '{caching,sampling,vision}' WHERE id IN (
    'kimi-thinking-preview');
UPDATE model SET capabilities = '{pdf_input,sampling,structured_output,thinking,tools,vision}' WHERE id IN (
    'o1-pro');
UPDATE model SET capabilities = '{pdf_input,sampling,structured_output,thinking,tools,vision,web_search}' WHERE id IN (
    'gpt-5-pro', 'gpt-5.2-pro', 'o3-pro');
UPDATE model SET capabilities = '{pdf_input,sampling,tools}' WHERE id IN (
    'gpt-4-turbo-preview');
UPDATE model SET capabilities = '{pdf_input,sampling,tools,vision}' WHERE id IN (
    'chatgpt-4o-latest', 'gpt-4-turbo', 'gpt-4o-2024-05-13');
UPDATE model SET capabilities = '{sampling,structured_output,thinking,tools}' WHERE id IN (
    'magistral-medium-1-2-2509', 'magistral-medium-2506', 'magistral-medium-2509', 'magistral-medium-latest',
    'magistral-small-1-2-2509', 'magistral-small-2506', 'magistral-small-latest');
UPDATE model SET capabilities = '{sampling,structured_output,thinking,tools,vision}' WHERE id IN (
    'mistral-medium-2604', 'mistral-medium-3-5', 'mistral-medium-latest');
UPDATE model SET capabilities = '{sampling,structured_output,tools}' WHERE id IN (
    'moonshot-v1-128k', 'moonshot-v1-32k', 'moonshot-v1-8k', 'moonshot-v1-auto', 'codestral-2405',
    'codestral-2508', 'codestral-latest', 'devstral-2512', 'devstral-latest', 'devstral-medium-2507',
    'devstral-medium-latest', 'devstral-small-2505', 'devstral-small-2507', 'devstral-small-latest',
    'labs-devstral-small-2512', 'mistral-large-2402', 'mistral-large-2407', 'mistral-large-2411', 'mistral-medium',
    'mistral-medium-2505', 'mistral-small', 'mistral-tiny', 'open-mistral-7b', 'open-mistral-nemo',
    'open-mixtral-8x22b', 'open-mixtral-8x7b');
UPDATE model SET capabilities = '{sampling,structured_output,tools,vision}' WHERE id IN (
    'moonshot-v1-128k-vision-preview', 'moonshot-v1-32k-vision-preview', 'moonshot-v1-8k-vision-preview',
    'ministral-3-14b-2512', 'ministral-3-3b-2512', 'ministral-3-8b-2512', 'ministral-8b-2512',
    'ministral-8b-latest', 'mistral-large-2512', 'mistral-large-3', 'mistral-large-latest', 'mistral-medium-2508',
    'mistral-medium-3-1-2508', 'mistral-small-3-2-2506', 'mistral-small-latest', 'pixtral-12b-2409',
    'pixtral-large-2411', 'pixtral-large-latest');
UPDATE model SET capabilities = '{sampling,tools}' WHERE id IN (
    'gpt-3.5-turbo', 'gpt-3.5-turbo-1106', 'gpt-3.5-turbo-16k', 'gpt-4', 'gpt-4-0125-preview',
    'gpt-4-1106-preview', 'codestral-mamba-latest', 'open-codestral-mamba');
UPDATE model SET capabilities = '{sampling,tools,vision,web_search}' WHERE id IN (
    'grok-2-vision', 'grok-2-vision-latest', 'grok-beta', 'grok-vision-beta');
UPDATE model SET capabilities = '{sampling,tools,web_search}' WHERE id IN (
    'grok-2', 'grok-2-latest', 'grok-4', 'grok-4-0709', 'grok-4-latest');

UPDATE model SET efforts = '{high}' WHERE id IN (
    'gpt-5-pro');
UPDATE model SET efforts = '{low,high}' WHERE id IN (
    'grok-3-mini', 'grok-3-mini-beta', 'grok-3-mini-fast', 'grok-3-mini-fast-beta', 'grok-3-mini-fast-latest',
    'grok-3-mini-latest');
UPDATE model SET efforts = '{low,medium,high}' WHERE id IN (
    'claude-opus-4-5', 'o1', 'o1-pro', 'o3', 'o3-2025-04-16', 'o3-mini', 'o3-pro', 'o4-mini', 'o4-mini-2025-04-16',
    'gemini-2.5-pro', 'gemini-3-pro-preview', 'gemini-3.1-pro-preview', 'gemini-3.1-pro-preview-customtools',
    'gemini-pro-latest');
UPDATE model SET efforts = '{low,medium,high,max}' WHERE id IN (
    'claude-opus-4-6', 'claude-sonnet-4-6');
UPDATE model SET efforts = '{low,medium,high,xhigh,max}' WHERE id IN (
    'claude-fable-5', 'claude-opus-4-7', 'claude-opus-4-8', 'claude-opus-5', 'claude-sonnet-5');
UPDATE model SET efforts = '{medium,high,xhigh}' WHERE id IN (
    'gpt-5.2-pro', 'gpt-5.4-pro', 'gpt-5.5-pro');
UPDATE model SET efforts = '{minimal,low,medium,high}' WHERE id IN (
    'gpt-5', 'gpt-5-chat', 'gpt-5-chat-latest', 'gpt-5-codex', 'gpt-5-mini', 'gpt-5-nano', 'gpt-5-nano-2025-08-07',
    'gemini-2.5-flash', 'gemini-2.5-flash-lite', 'gemini-2.5-flash-lite-preview-06-17',
    'gemini-2.5-flash-lite-preview-09-2025', 'gemini-2.5-flash-preview-09-2025', 'gemini-3-flash-preview',
    'gemini-3.1-flash-lite', 'gemini-3.1-flash-lite-preview', 'gemini-3.5-flash', 'gemini-3.5-flash-lite',
    'gemini-3.6-flash', 'gemini-flash-latest', 'gemini-flash-lite-latest');
UPDATE model SET efforts = '{none,low,medium,high}' WHERE id IN (
    'gpt-5.1', 'gpt-5.1-chat-latest', 'gpt-5.1-codex', 'gpt-5.1-codex-max', 'gpt-5.1-codex-mini');
UPDATE model SET efforts = '{none,low,medium,high,xhigh}' WHERE id IN (
    'gpt-5.2', 'gpt-5.2-chat-latest', 'gpt-5.2-codex', 'gpt-5.3-chat-latest', 'gpt-5.3-codex', 'gpt-5.4',
    'gpt-5.4-mini', 'gpt-5.4-nano', 'gpt-5.5', 'gpt-5.6', 'gpt-5.6-luna', 'gpt-5.6-sol', 'gpt-5.6-terra');

UPDATE model SET display_name = named.name, line = substring(named.id FROM 'opus|sonnet|haiku|fable') FROM (VALUES
    ('claude-3-5-haiku', 'Claude Haiku 3.5'),
    ('claude-3-5-sonnet', 'Claude Sonnet 3.5'),
    ('claude-3-7-sonnet', 'Claude Sonnet 3.7'),
    ('claude-3-haiku-20240307', 'Claude Haiku 3'),
    ('claude-3-opus-20240229', 'Claude Opus 3'),
    ('claude-fable-5', 'Claude Fable 5'),
    ('claude-haiku-4-5', 'Claude Haiku 4.5'),
    ('claude-opus-4', 'Claude Opus 4'),
    ('claude-opus-4-1', 'Claude Opus 4.1'),
    ('claude-opus-4-5', 'Claude Opus 4.5'),
    ('claude-opus-4-6', 'Claude Opus 4.6'),
    ('claude-opus-4-7', 'Claude Opus 4.7'),
    ('claude-opus-4-8', 'Claude Opus 4.8'),
    ('claude-opus-5', 'Claude Opus 5'),
    ('claude-sonnet-4', 'Claude Sonnet 4'),
    ('claude-sonnet-4-5', 'Claude Sonnet 4.5'),
    ('claude-sonnet-4-6', 'Claude Sonnet 4.6'),
    ('claude-sonnet-5', 'Claude Sonnet 5')) AS named (id, name) WHERE model.id = named.id;

UPDATE model SET cache_min_tokens = 512 WHERE id IN (
    'claude-fable-5', 'claude-opus-5');
UPDATE model SET cache_min_tokens = 1024 WHERE id IN (
    'claude-opus-4', 'claude-opus-4-1', 'claude-opus-4-8', 'claude-sonnet-4', 'claude-sonnet-4-5',
    'claude-sonnet-4-6', 'claude-sonnet-5');
UPDATE model SET cache_min_tokens = 2048 WHERE id IN (
    'claude-opus-4-7');
UPDATE model SET cache_min_tokens = 4096 WHERE id IN (
    'claude-haiku-4-5', 'claude-opus-4-5', 'claude-opus-4-6');

-- A call that names a retired model is served by its successor, at the successor's price.
UPDATE model SET successor = followed.successor FROM (VALUES
    ('claude-3-5-haiku', 'claude-haiku-4-5'),
    ('claude-3-5-sonnet', 'claude-sonnet-4-5'),
    ('claude-3-7-sonnet', 'claude-sonnet-4-5'),
    ('claude-3-opus-20240229', 'claude-opus-4-5'),
    ('claude-opus-4', 'claude-opus-4-5'),
    ('claude-sonnet-4', 'claude-sonnet-4-5'),
    ('gpt-4-0125-preview', 'gpt-4-turbo'),
    ('gpt-4-1106-preview', 'gpt-4-turbo'),
    ('gemini-2.0-flash', 'gemini-2.5-flash'),
    ('gemini-2.0-flash-001', 'gemini-2.5-flash'),
    ('gemini-2.0-flash-lite', 'gemini-2.5-flash-lite'),
    ('gemini-2.0-flash-lite-001', 'gemini-2.5-flash-lite'),
    ('gemini-2.5-flash-lite-preview-06-17', 'gemini-2.5-flash-lite')) AS followed (id, successor) WHERE model.id = followed.id;

UPDATE model SET retires_on = retired.retires_on FROM (VALUES
    ('claude-3-5-haiku', date '2025-10-01'),
    ('claude-3-5-sonnet', date '2025-10-01'),
    ('claude-3-7-sonnet', date '2026-02-19'),
    ('claude-3-opus-20240229', date '2026-05-01'),
    ('claude-opus-4', date '2026-05-14'),
    ('claude-opus-4-1', date '2026-08-05'),
    ('claude-sonnet-4', date '2026-05-14'),
    ('gpt-3.5-turbo-1106', date '2026-09-28'),
    ('gpt-4-0125-preview', date '2026-03-26'),
    ('gpt-4-1106-preview', date '2026-03-26'),
    ('gemini-2.0-flash', date '2026-06-01'),
    ('gemini-2.0-flash-001', date '2026-06-01'),
    ('gemini-2.0-flash-lite', date '2026-06-01'),
    ('gemini-2.0-flash-lite-001', date '2026-06-01'),
    ('gemini-2.5-flash-lite-preview-06-17', date '2025-11-18'),
    ('gemini-3-pro-preview', date '2026-03-09'),
    ('kimi-k2-0711-preview', date '2026-05-25'),
    ('kimi-k2-0905-preview', date '2026-05-25'),
    ('kimi-k2-thinking', date '2026-05-25'),
    ('kimi-k2-thinking-turbo', date '2026-05-25'),
    ('kimi-k2-turbo-preview', date '2026-05-25'),
    ('kimi-latest', date '2026-01-28'),
    ('kimi-latest-128k', date '2026-01-28'),
    ('kimi-latest-32k', date '2026-01-28'),
    ('kimi-latest-8k', date '2026-01-28'),
    ('kimi-thinking-preview', date '2025-11-11'),
    ('grok-3', date '2026-05-15'),
    ('grok-3-mini', date '2026-02-28'),
    ('grok-3-mini-beta', date '2026-02-28'),
    ('grok-4-0709', date '2026-05-15'),
    ('grok-4-1-fast-non-reasoning', date '2026-05-15'),
    ('grok-4-1-fast-non-reasoning-latest', date '2026-05-15'),
    ('grok-4-1-fast-reasoning', date '2026-05-15'),
    ('grok-4-1-fast-reasoning-latest', date '2026-05-15'),
    ('grok-4-fast-non-reasoning', date '2026-05-15'),
    ('grok-4-fast-reasoning', date '2026-05-15'),
    ('grok-code-fast-1', date '2026-05-15')) AS retired (id, retires_on) WHERE model.id = retired.id;
