import { until } from '../../engine/testing/engine.ts'
import type { HttpConfig } from '../config.ts'
import { startTestServer } from '../testing.ts'

export type Answered = { status: number; value: unknown; headers: Headers }
export type PocketflowClient = Awaited<ReturnType<typeof openPocketflow>>

/** A server for PocketFlow's clients, and calls as those make them. */
export async function openPocketflow(over: Partial<HttpConfig> = {}) {
  const server = await startTestServer({ compat: ['pocketflow'], ...over }, {})

  async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answered> {
    const answer = await fetch(`${server.url}/compat/pocketflow/api/${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, value: text === '' ? null : (JSON.parse(text) as unknown), headers: answer.headers }
  }

  const get = async <T>(path: string): Promise<T> => (await call('GET', path)).value as T
  const post = async <T = { id: string }>(path: string, body?: unknown): Promise<T> => (await call('POST', path, body)).value as T

  /** Creates a task as PocketFlow's command line does: a flow, a version, a task. */
  async function begin(
    name: string,
    definition: object,
    params: object = {},
  ): Promise<{ id: string; flow: string; version: string }> {
    const flow = await post('flows', { Name: name })
    const DefinitionJSON = JSON.stringify(definition)
    const version = await post('flows/version', { FlowID: flow.id, Version: 1, DefinitionJSON, Status: 'published' })
    const task = await post('tasks', { FlowID: flow.id, ParamsJSON: JSON.stringify(params) })
    return { id: task.id, flow: flow.id, version: version.id }
  }

  /** The task, once it has one of the statuses. */
  async function untilStatus(id: string, ...statuses: string[]): Promise<Record<string, unknown>> {
    let task: Record<string, unknown> = {}
    await until(async () => {
      task = await get(`tasks/get?id=${id}`)
      return statuses.includes(String(task['status']))
    })
    return task
  }

  return {
    ...server,
    call,
    get,
    post,
    begin,
    untilStatus,
    ended: (id: string) => untilStatus(id, 'completed', 'failed', 'canceled'),
  }
}
