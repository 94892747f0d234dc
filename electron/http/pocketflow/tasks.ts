import { JsonValue } from '../../../shared/model/json.ts'
import { parseJson } from '../../../shared/model/json-text.ts'
import { Params } from '../../../shared/model/params.ts'
import { type Answer, anyCase, type Call, ok, pageAnswer, pageOf, text } from './call.ts'
import { versionOf } from './flows.ts'
import { runStatusFor, taskRecord, taskStatus } from './task-record.ts'

export async function createTask({ engine, body }: Call): Promise<Answer> {
  const { flowid, flowversionid, version, paramsjson } = anyCase(await body())
  const pinned = versionOf(typeof flowversionid === 'string' ? flowversionid : '')
  const wanted = Number(version) || pinned.version || null
  const params = Params.parse(typeof paramsjson === 'string' && paramsjson !== '' ? parseJson(paramsjson, 'ParamsJSON') : {})
  const run = await engine.flowRuns.start(text.parse(flowid || pinned.flow), wanted, params, 'api')
  return { value: { id: run.id } }
}

/** A status or a version that does not exist has no tasks. */
export async function listTasks({ engine, query }: Call): Promise<Answer> {
  const page = pageOf(query)
  const wanted = query.get('status') ?? ''
  const versionId = query.get('flow_version_id') ?? ''
  const version = versionId === '' ? null : versionOf(versionId)
  const status = runStatusFor(wanted)
  if (status === 'none' || (version && !engine.flows.find(version.flow))) return pageAnswer(page, [], 0)
  const { runs, total } = await engine.flowRunRecords.page({
    status,
    version,
    offset: page.offset,
    limit: page.size,
    // A running task has one of several statuses.
    ...(status === 'running' ? { keep: (run) => taskStatus(engine, run) === wanted } : {}),
  })
  return pageAnswer(
    page,
    runs.map((run) => taskRecord(engine, run)),
    total,
  )
}

export const getTask = ({ engine, query }: Call): Answer => ({
  value: taskRecord(engine, engine.runs.find(query.get('id') ?? '')),
})

export async function cancelTask({ engine, query }: Call): Promise<Answer> {
  await engine.runs.cancel(query.get('id') ?? '')
  return ok
}

/** LocalFlow runs tasks by itself: there is nothing to do. */
export function runOnce({ engine, query }: Call): Answer {
  engine.runs.find(query.get('id') ?? '')
  return ok
}

export async function signal({ engine, body }: Call): Promise<Answer> {
  const { taskid, key, value } = anyCase(await body())
  await engine.flowRuns.signal(text.parse(taskid), text.min(1).max(200).parse(key), JsonValue.parse(value ?? null), null, 'api')
  return ok
}
