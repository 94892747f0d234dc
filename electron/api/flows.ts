import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'
import { versionCursor } from './version-cursor.ts'

const { flows, flowRuns } = implementer

export const flowsApi = (engine: Engine) => ({
  list: flows.list.handler(({ input: { q, limit, cursor = null } }) =>
    q === undefined ? engine.flows.list({ cursor, limit }) : engine.flows.matching(q, { cursor, limit }),
  ),
  get: flows.get.handler(({ input }) => engine.flows.get(input.ref)),
  create: flows.create.handler(({ input }) => engine.flows.create(input.name, input.source)),
  update: flows.update.handler(({ input: { ref, ...change } }) => engine.flows.update(ref, change)),
  check: flows.check.handler(async ({ input }) => ({ problems: await engine.flows.check(input.source) })),
  publish: flows.publish.handler(({ input }) => engine.flows.publish(input.ref, input.note)),
  importFlow: flows.importFlow.handler(({ input }) => engine.flows.importFlow(input.name, input.source, input.note)),
  versions: flows.versions.handler(({ input: { ref, cursor, limit } }) =>
    engine.flows.versions(ref, versionCursor(cursor), limit),
  ),
  version: flows.version.handler(({ input }) => engine.flows.version(input.ref, input.version)),
  drafts: flows.drafts.handler(({ input }) => ({ items: engine.flowDrafts.drafts(input.ref) })),
  draft: flows.draft.handler(({ input }) => engine.flowDrafts.draft(input.ref, input.number)),
  keepDraft: flows.keepDraft.handler(({ input }) => engine.flowDrafts.keepDraft(input.ref, input.note)),
  keyUses: flows.keyUses.handler(({ input }) => engine.flowDrafts.keyUses(input.ref, input.key)),
  steps: flows.steps.handler(({ input }) => ({ steps: engine.flowDrafts.steps(input.ref) })),
  keepSteps: flows.keepSteps.handler(async ({ input }) => {
    await engine.flowDrafts.keepSteps(input.ref, input.steps)
    return {}
  }),
  remove: flows.remove.handler(({ input }) => engine.flows.remove(input.ref)),
  restore: flows.restore.handler(({ input }) => engine.flows.restore(input.ref)),
  params: flows.params.handler(({ input }) => engine.flows.params(input.ref, input.version ?? null)),
  start: flows.start.handler(({ input: { ref, version, params, reason }, context }) =>
    engine.flowRuns.start(ref, version ?? null, params, context.trigger, reason),
  ),
  test: flows.test.handler(({ input: { ref, ...request }, context }) => engine.flowTests.start(ref, request, context.trigger)),
  testPlan: flows.testPlan.handler(({ input: { ref, ...part } }) => engine.flowTests.plan(ref, part)),
  output: flows.output.handler(({ input: { ref, node } }) => engine.flowTests.output(ref, node)),
  tests: flows.tests.handler(({ input }) => engine.flowTests.tests(input.ref)),
  pins: flows.pins.handler(({ input }) => engine.flowTests.pins(input.ref)),
  pin: flows.pin.handler(({ input: { ref, node, value = null, run } }) =>
    engine.flowTests.pin(ref, node, run === undefined ? { value } : { run }),
  ),
  unpin: flows.unpin.handler(({ input: { ref, node } }) => engine.flowTests.unpin(ref, node)),
  waits: flows.waits.handler(({ input }) => ({ items: engine.flowRuns.waits(input.kind, input.limit) })),
})

export const flowRunsApi = (engine: Engine) => ({
  history: flowRuns.history.handler(({ input }) => engine.flowRuns.goesBy(input.ref)),
  replay: flowRuns.replay.handler(({ input: { ref, version, to } }) => engine.flowRuns.replay(ref, version ?? null, to)),
  resolve: flowRuns.resolve.handler(({ input: { ref, ...asked } }) => engine.flowRuns.resolve(ref, asked)),
  fork: flowRuns.fork.handler(({ input: { ref, at, params, shared, version }, context }) =>
    engine.flowRuns.fork(ref, at ?? null, { params, shared }, context.trigger, version ?? null),
  ),
  signal: flowRuns.signal.handler(({ input: { ref, key, value, id }, context }) =>
    engine.flowRuns.signal(ref, key, value, id ?? null, context.trigger),
  ),
  approve: flowRuns.approve.handler(({ input: { ref, node, value, comment, params }, context: { trigger: by, role } }) =>
    engine.flowRuns.decide(ref, node, { value, by, role, comment: comment ?? null, params }),
  ),
})
