import { client, codeOf } from '../api/client.ts'

/** What schedules and triggers start: a job, or a flow or pipeline that a job runs. */
export type Started = { kind: 'job' | 'flow' | 'pipeline'; id: string; name: string }

const copiesMost = 50

/** Adds something to a job: to the one that is started, or to a new one that runs the flow or the pipeline. */
export async function addToJob<T>(started: Started, add: (jobId: string) => Promise<T>): Promise<T> {
  if (started.kind === 'job') return add(started.id)
  const { id } = await makeJob(started)
  try {
    return await add(id)
  } catch (error) {
    await client.jobs.remove({ ref: id }).catch(() => {})
    throw error
  }
}

/** A job under the name of what it runs, or the next name that is free. */
async function makeJob({ kind, name }: Started): Promise<{ id: string }> {
  const body = kind === 'flow' ? { kind: 'flow' as const, flow: name } : { kind: 'pipeline' as const, pipeline: name }
  for (let n = 1; ; n++) {
    try {
      return await client.jobs.create({ name: n === 1 ? name : `${name} ${n}`, body })
    } catch (error) {
      if (codeOf(error) !== 'name-taken' || n === copiesMost) throw error
    }
  }
}
