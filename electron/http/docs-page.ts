import type { OpenApiDocument } from './open-api.ts'

type Operation = {
  summary?: string
  tags?: string[]
  parameters?: { name: string; in: string; required?: boolean; schema?: unknown }[]
  requestBody?: { content?: Record<string, { schema?: unknown }> }
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: unknown }> }>
}

/** The API on one page, without a script: everything it says comes from the OpenAPI document. */
export function docsPage(document: OpenApiDocument, basePath: string): string {
  const groups = Map.groupBy(operationsOf(document), ({ operation }) => operation.tags?.[0] ?? 'Other')
  const sections = [...groups].map(
    ([tag, list]) => `<h2>${escapeHtml(tag)}</h2>${list.map((entry) => operationHtml(entry, basePath)).join('')}`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>LocalFlow API</title><link rel="stylesheet" href="${basePath}/docs.css">
<main><h1>LocalFlow API <small>${escapeHtml(document.info.version)}</small></h1>
<p>JSON over HTTP, on this computer only. Every call needs <code>Authorization: Bearer TOKEN</code>; the token is in the file <code>api-token</code>
of the data folder. Errors are <code>{"error": {"code", "message", "issues"?}}</code>. Lists give a <code>nextCursor</code>: pass it as
<code>cursor</code>. Streams are server-sent events and go on from <code>Last-Event-ID</code>. The whole of it as
<a href="${basePath}/openapi.json">OpenAPI</a>.</p>
<p>Not in that document: <code>GET ${basePath}/runs/{ref}/log/raw</code> gives the bytes of a log as they were written,
<code>GET ${basePath}/runs/{ref}/log/live</code> is a WebSocket that follows a run,
<code>GET ${basePath}/runs/export?q=&amp;form=csv|json&amp;sort=</code> gives the runs that match a filter as a file, and
<code>GET /health</code> answers 200 when all is well, else 503 with the reason.</p>${sections.join('')}</main></html>`
}

const operationsOf = (document: OpenApiDocument) =>
  Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods ?? {}).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation: operation as Operation,
    })),
  )

function operationHtml(
  { path, method, operation }: { path: string; method: string; operation: Operation },
  basePath: string,
): string {
  const parameters = (operation.parameters ?? []).map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td>${place}${required ? ', required' : ''}</td><td><code>${escapeHtml(JSON.stringify(schema ?? {}))}</code></td></tr>`,
  )
  const body = schemaOf(operation.requestBody?.content)
  return `<details><summary><b>${method}</b> <code>${escapeHtml(basePath + path)}</code> ${escapeHtml(operation.summary ?? '')}</summary>
${parameters.length > 0 ? `<table>${parameters.join('')}</table>` : ''}${body ? `<h4>Body</h4>${body}` : ''}${answersHtml(operation)}</details>`
}

function answersHtml({ responses = {} }: Operation): string {
  const isError = ([status]: [string, unknown]): boolean => Number(status) >= 400
  const entries = Object.entries(responses)
  const answers = entries
    .filter((entry) => !isError(entry))
    .map(([status, { content }]) => `<h4>${status}</h4>${schemaOf(content)}`)
  const errors = entries
    .filter(isError)
    .map(([status, { description = '' }]) => `<tr><td>${status}</td><td>${escapeHtml(description)}</td></tr>`)
  return `${answers.join('')}<h4>Errors</h4><table>${errors.join('')}</table>`
}

function schemaOf(content: Record<string, { schema?: unknown }> | undefined): string {
  const schema = Object.values(content ?? {})[0]?.schema
  return schema === undefined ? '' : `<pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre>`
}

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

export const docsCss = `:root{color-scheme:light dark;--rule:#8884}body{font:13px/1.5 ui-sans-serif,system-ui,sans-serif;margin:0}
main{max-width:900px;margin:0 auto;padding:32px 24px}h1{font-size:20px}h1 small{font-weight:400;opacity:.7}h2{font-size:15px;margin:28px 0 8px}
h4{margin:12px 0 4px}summary{cursor:pointer;padding:6px 0}summary b{display:inline-block;width:56px}details{border-bottom:1px solid var(--rule)}
table{border-collapse:collapse;margin:8px 0}td{padding:2px 12px 2px 0;vertical-align:top}pre{overflow:auto;max-height:320px;padding:8px;border:1px solid var(--rule);border-radius:6px}
code,pre{font:12px ui-monospace,Menlo,Consolas,monospace}`
