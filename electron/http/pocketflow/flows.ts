import type { Engine } from '../../engine/engine.ts'
import { type Answer, anyCase, type Call, pageAnswer, pageOf, seconds, text } from './call.ts'

export async function createFlow({ engine, body }: Call): Promise<Answer> {
  const { name, description } = anyCase(await body())
  const wanted = text.trim().min(1).max(120).parse(name)
  const known = engine.flows.find(wanted)
  // PocketFlow makes a new flow each time that a file is started: in LocalFlow the same name is the same flow.
  const flow =
    known ??
    (await engine.flows.create(wanted, typeof description === 'string' ? `description: ${JSON.stringify(description)}\n` : ''))
  return { value: { id: flow.id } }
}

export function listFlows({ engine, query }: Call): Answer {
  const page = pageOf(query)
  const { items, total } = engine.flows.list({ cursor: null, limit: page.offset + page.size })
  const data = items.slice(page.offset).map(({ id, name, description, createdAt }) => ({
    id,
    name,
    description,
    created_at: seconds(createdAt),
  }))
  return pageAnswer(page, data, total)
}

export async function createVersion({ engine, body }: Call): Promise<Answer> {
  const { flowid, definitionjson, definitionyaml } = anyCase(await body())
  const source = text.parse(definitionyaml || definitionjson)
  const flow = await engine.flows.get(text.parse(flowid))
  await engine.flows.update(flow.id, { source: withDialect(source) })
  const { version } = await engine.flows.publish(flow.id, '')
  return { value: { id: versionId(flow.id, version.version) } }
}

/** Where PocketFlow's files would mean something else in LocalFlow, the definition names the dialect. */
function withDialect(source: string): string {
  if (/^\s*["']?dialect["']?\s*:/m.test(source)) return source
  return /^\s*\{/.test(source) ? source.replace('{', '{"dialect": "pocketflow", ') : `dialect: pocketflow\n${source}`
}

export const versionId = (flow: string, version: number): string => `${flow}:${version}`

export function versionOf(id: string): { flow: string; version: number } {
  const [flow = '', version = ''] = id.split(':')
  return { flow, version: Number(version) }
}

function versionRecord(engine: Engine, flowId: string, version: number) {
  const found = engine.flows.version(flowId, version)
  return {
    id: versionId(flowId, version),
    flow_id: flowId,
    version,
    definition_json: JSON.stringify(found.definition),
    status: 'published',
  }
}

export async function listVersions({ engine, query }: Call): Promise<Answer> {
  const flow = await engine.flows.get(query.get('flow_id') ?? '')
  return { value: flow.versions.map(({ version }) => versionRecord(engine, flow.id, version)) }
}

export function getVersion({ engine, query }: Call): Answer {
  const { flow, version } = versionOf(query.get('id') ?? '')
  return { value: versionRecord(engine, flow, version) }
}
