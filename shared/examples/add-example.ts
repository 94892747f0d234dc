import type { Client } from '../contract/contract.ts'
import { underFreeName } from '../under-free-name.ts'
import type { Example, ExampleParts } from './example.ts'

/** The definition that was created for an example. */
export type AddedExample = { kind: ExampleParts['kind']; id: string; name: string }

/**
 * Creates the definitions of an example under its title, or, if that is taken, with a number behind it.
 * Passes on the errors of the calls.
 */
export async function addExample(
  client: Pick<Client, 'jobs' | 'schedules' | 'triggers' | 'flows' | 'pipelines'>,
  { title }: Pick<Example, 'title'>,
  parts: ExampleParts,
  tz: string,
): Promise<AddedExample> {
  switch (parts.kind) {
    case 'job': {
      const { id, name } = await underFreeName(title, (name) => client.jobs.create({ ...parts.job, name }))
      if (parts.schedule) await client.schedules.create({ ...parts.schedule, tz, job: id })
      if (parts.trigger) await client.triggers.create({ ...parts.trigger, job: id })
      return { kind: 'job', id, name }
    }
    case 'flow': {
      const { id, name, problems } = await underFreeName(title, (name) => client.flows.create({ name, source: parts.source }))
      // A template may be of a draft that is not finished.
      if (!problems.some(({ severity }) => severity === 'error')) await client.flows.publish({ ref: id })
      if (parts.schedule) {
        const job = await underFreeName(name, (free) => client.jobs.create({ name: free, body: { kind: 'flow', flow: name } }))
        await client.schedules.create({ ...parts.schedule, tz, job: job.id })
      }
      return { kind: 'flow', id, name }
    }
    case 'pipeline': {
      const { id, name } = await underFreeName(title, (name) => client.pipelines.create({ name, source: parts.source }))
      return { kind: 'pipeline', id, name }
    }
  }
}
