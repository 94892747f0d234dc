import { readRunSort } from '../../shared/model/run-sort.ts'
import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { runs } = implementer

export const runsApi = (engine: Engine) => ({
  list: runs.list.handler(({ input }) =>
    engine.runs.list({
      limit: input.limit,
      cursor: input.cursor ?? null,
      status: input.status ?? null,
      job: input.job ?? null,
      q: input.q ?? null,
      inner: input.inner,
      waiting: input.waiting ?? null,
      sort: input.sort && readRunSort(input.sort),
      within: input.within,
      details: input.details,
    }),
  ),
  export: runs.export.handler(({ input: { sort, ...wanted }, signal }) =>
    engine.runs.export({ ...wanted, sort: readRunSort(sort) }, signal),
  ),
  neighbors: runs.neighbors.handler(({ input: { ref, q, sort } }) => engine.runs.neighbors(ref, q, readRunSort(sort))),
  count: runs.count.handler(({ input: { q } }) => engine.runs.count(q)),
  failing: runs.failing.handler(({ input }) => engine.runs.failing(input.since)),
  activity: runs.activity.handler(() => engine.runs.activity()),
  running: runs.running.handler(({ input }) => engine.runs.running(input.limit)),
  get: runs.get.handler(({ input }) => engine.runs.detail(input.ref)),
  related: runs.related.handler(({ input }) => engine.runs.related(input.ref)),
  exec: runs.exec.handler(({ input: { title, rerunOf, ...spec }, context }) =>
    engine.manual.exec(spec, title, context.trigger, rerunOf === undefined ? null : engine.runs.find(rerunOf)),
  ),
  command: runs.command.handler(({ input }) => engine.manual.commandOf(engine.runs.find(input.ref))),
  again: runs.again.handler(({ input: { ref, ...how }, context }) =>
    engine.runs.again(ref, { ...how, trigger: context.trigger }),
  ),
  cancel: runs.cancel.handler(({ input }) => engine.runs.cancel(input.ref)),
  retry: runs.retry.handler(({ input }) => engine.runs.retry(input.ref)),
  pin: runs.pin.handler(({ input }) => engine.runs.pin(input.ref, true)),
  unpin: runs.unpin.handler(({ input }) => engine.runs.pin(input.ref, false)),
  remove: runs.remove.handler(({ input }) => engine.operations.remove(input.ref)),
  bulk: runs.bulk.handler(({ input, context }) => engine.operations.perform(input, context.trigger)),
  samples: runs.samples.handler(({ input }) =>
    engine.samples.read(engine.runs.find(input.ref).id, input.attempt ?? null, input.points),
  ),
  events: runs.events.handler(({ input }) => engine.runs.events(input.ref, input.after, input.limit)),
})
