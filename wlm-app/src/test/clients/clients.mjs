// Drives unmodified clients of model providers. Reads jobs as JSON lines from stdin, one after the other,
// and prints one JSON line for each: what came, and what went wrong if it did.
//
// A job: { client, action, base, key, model }
//   action: whole | stream | abort (the client leaves after its first text) | refused (whole, an error is expected)
// Requests are counted around the fetch of the platform, which all of these clients use.
import readline from 'node:readline';
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, streamText } from 'ai';
import { Ollama } from 'ollama';
import OpenAI from 'openai';

let requests = 0;
const platformFetch = globalThis.fetch;
globalThis.fetch = (...args) => {
  requests++;
  return platformFetch(...args);
};
globalThis.AI_SDK_LOG_WARNINGS = false;

const PROMPT = 'Say something, please.';
const tokens = (text) => (text.match(/tok /g) ?? []).length;

async function drain(stream, abort, take) {
  let text = '';
  for await (const part of stream) {
    const piece = take(part);
    if (piece) {
      text += piece;
      if (abort) {
        await abort();
        break;
      }
    }
  }
  return text;
}

const clients = {
  async openai({ base, key, model, action }) {
    const client = new OpenAI({ baseURL: `${base}/v1`, apiKey: key });
    const messages = [{ role: 'user', content: PROMPT }];
    if (action === 'whole' || action === 'refused') {
      const answer = await client.chat.completions.create({ model, messages, max_completion_tokens: 1000 });
      return { text: answer.choices[0].message.content, out: answer.usage.completion_tokens, in: answer.usage.prompt_tokens };
    }
    // Without include_usage: a chunk without choices would break this loop.
    const stream = await client.chat.completions.create({ model, messages, max_completion_tokens: 1000, stream: true });
    const abort = action === 'abort' ? () => stream.controller.abort() : null;
    return { text: await drain(stream, abort, (c) => c.choices[0].delta.content) };
  },

  async openaiUsage({ base, key, model }) {
    const client = new OpenAI({ baseURL: `${base}/v1`, apiKey: key });
    const stream = await client.chat.completions.create({
      model,
      messages: [{ role: 'user', content: PROMPT }],
      max_completion_tokens: 1000,
      stream: true,
      stream_options: { include_usage: true },
    });
    let usage = null;
    const text = await drain(stream, null, (c) => {
      usage = c.usage ?? usage;
      return c.choices[0]?.delta.content;
    });
    return { text, out: usage.completion_tokens, in: usage.prompt_tokens };
  },

  async openaiResponses({ base, key, model, action }) {
    const client = new OpenAI({ baseURL: `${base}/v1`, apiKey: key });
    const ask = { model, input: PROMPT, max_output_tokens: 1000 };
    if (action === 'whole' || action === 'refused') {
      const answer = await client.responses.create(ask);
      return { text: answer.output_text, out: answer.usage.output_tokens, in: answer.usage.input_tokens };
    }
    const stream = await client.responses.create({ ...ask, stream: true });
    const abort = action === 'abort' ? () => stream.controller.abort() : null;
    let usage = null;
    const text = await drain(stream, abort, (e) => {
      usage = e.response?.usage ?? usage;
      return e.type === 'response.output_text.delta' ? e.delta : null;
    });
    return { text, out: usage?.output_tokens, in: usage?.input_tokens };
  },

  async anthropic({ base, key, model, action }) {
    const client = new Anthropic({ baseURL: base, apiKey: key });
    const ask = { model, max_tokens: 1000, messages: [{ role: 'user', content: PROMPT }] };
    if (action === 'whole' || action === 'refused') {
      const answer = await client.messages.create(ask);
      const text = answer.content.filter((c) => c.type === 'text').map((c) => c.text).join('');
      return { text, out: answer.usage.output_tokens, in: answer.usage.input_tokens };
    }
    const stream = client.messages.stream(ask);
    const abort = action === 'abort' ? () => stream.abort() : null;
    const text = await drain(stream, abort, (e) => (e.delta?.type === 'text_delta' ? e.delta.text : null));
    if (abort) return { text };
    const answer = await stream.finalMessage();
    return { text, out: answer.usage.output_tokens, in: answer.usage.input_tokens };
  },

  async google({ base, key, model, action }) {
    const client = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: base } });
    const leave = new AbortController();
    const ask = { model, contents: PROMPT, config: { maxOutputTokens: 1000, abortSignal: leave.signal } };
    if (action === 'whole' || action === 'refused') {
      const answer = await client.models.generateContent(ask);
      return { text: answer.text, out: outOf(answer.usageMetadata), in: answer.usageMetadata.promptTokenCount };
    }
    const stream = await client.models.generateContentStream(ask);
    let usage = null;
    const abort = action === 'abort' ? () => leave.abort() : null;
    const text = await drain(stream, abort, (c) => {
      usage = c.usageMetadata ?? usage;
      return c.text;
    });
    return { text, out: outOf(usage), in: usage.promptTokenCount };
  },

  async ollama({ base, key, model, action }) {
    const client = new Ollama({ host: base, headers: { Authorization: `Bearer ${key}` } });
    const ask = { model, messages: [{ role: 'user', content: PROMPT }], options: { num_predict: 1000 } };
    if (action === 'whole' || action === 'refused') {
      const answer = await client.chat(ask);
      return { text: answer.message.content, out: answer.eval_count, in: answer.prompt_eval_count };
    }
    const stream = await client.chat({ ...ask, stream: true });
    let last = null;
    const abort = action === 'abort' ? () => stream.abort() : null;
    const text = await drain(stream, abort, (c) => {
      last = c;
      return c.message.content;
    });
    return { text, out: last.eval_count, in: last.prompt_eval_count };
  },

  async ollamaGenerate({ base, key, model, action }) {
    const client = new Ollama({ host: base, headers: { Authorization: `Bearer ${key}` } });
    const ask = { model, prompt: PROMPT, options: { num_predict: 1000 } };
    if (action !== 'stream') {
      const answer = await client.generate(ask);
      return { text: answer.response, out: answer.eval_count, in: answer.prompt_eval_count };
    }
    let last = null;
    const text = await drain(await client.generate({ ...ask, stream: true }), null, (c) => {
      last = c;
      return c.response;
    });
    return { text, out: last.eval_count, in: last.prompt_eval_count };
  },

  aiOpenai(job) {
    return vercel(createOpenAI({ baseURL: `${job.base}/v1`, apiKey: job.key })(job.model), job);
  },

  aiOpenaiChat(job) {
    return vercel(createOpenAI({ baseURL: `${job.base}/v1`, apiKey: job.key }).chat(job.model), job);
  },

  aiAnthropic(job) {
    return vercel(createAnthropic({ baseURL: `${job.base}/v1`, apiKey: job.key })(job.model), job);
  },
};

function outOf(usage) {
  return (usage?.candidatesTokenCount ?? 0) + (usage?.thoughtsTokenCount ?? 0);
}

async function vercel(model, { action }) {
  const leave = new AbortController();
  const ask = { model, prompt: PROMPT, maxOutputTokens: 1000, abortSignal: leave.signal };
  if (action === 'whole' || action === 'refused') {
    const answer = await generateText(ask);
    return { text: answer.text, out: answer.usage.outputTokens, in: answer.usage.inputTokens };
  }
  let failed = null;
  const answer = streamText({ ...ask, onError: ({ error }) => (failed = error) });
  const abort = action === 'abort' ? () => leave.abort() : null;
  const text = await drain(answer.textStream, abort, (t) => t);
  if (failed) throw failed;
  if (abort) return { text };
  const usage = await answer.usage;
  return { text, out: usage.outputTokens, in: usage.inputTokens };
}

function headerOf(error, name) {
  const headers = error.headers ?? error.responseHeaders;
  return headers?.get?.(name) ?? headers?.[name] ?? null;
}

function describe(error) {
  const inner = error.lastError ?? error; // the AI SDK wraps what its last attempt met
  return {
    class: inner.constructor.name,
    status: inner.status ?? inner.statusCode ?? inner.status_code ?? null,
    message: String(inner.message).slice(0, 400),
    signal: headerOf(inner, 'x-wlm-signal'),
    retryAfter: headerOf(inner, 'retry-after'),
  };
}

async function run(job) {
  requests = 0;
  const begin = performance.now();
  const result = { client: job.client, action: job.action };
  try {
    const answer = await clients[job.client](job);
    Object.assign(result, { tokens: tokens(answer.text ?? ''), in: answer.in ?? null, out: answer.out ?? null });
  } catch (error) {
    result.error = describe(error);
  }
  return { ...result, requests, millis: Math.round(performance.now() - begin) };
}

process.on('unhandledRejection', (error) => console.error('unhandled', error));
for await (const line of readline.createInterface({ input: process.stdin })) {
  if (line.trim()) console.log(JSON.stringify(await run(JSON.parse(line))));
}
process.exit(0);
