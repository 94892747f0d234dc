import { createHash } from 'node:crypto'
import { canonicalText, type Definition } from '../../../shared/flow/definition.ts'
import type { Facts } from '../../../shared/flow/events.ts'
import { withoutLayout } from '../../../shared/flow/layout.ts'
import { currentRules } from '../../../shared/flow/pocketflow.ts'
import type { Data } from '../../../shared/flow/reference.ts'
import type { TestRules } from '../../../shared/flow/test-rules.ts'
import type { Run, Trigger } from '../../../shared/model/run.ts'
import { newId } from '../base/ids.ts'
import type { Origin } from '../store/origins.ts'
import type { Store } from '../store/store.ts'
import { takeUp } from './perform.ts'

export type FlowRequest = {
  title: string
  trigger: Trigger
  kept: KeptDefinition
  flow: { number: number; version: number } | null
  params: Data
  shared?: Data
  /** For the job of the flow: the timeout of the run, in addition to that of the flow itself. */
  timeoutMs?: number | null
  /** The step that waits for its end, and how deeply that one is nested. */
  parent?: { run: number; step: string; depth: number; inner: boolean }
  /** Another run, and its state from which this one continues. */
  forked?: Facts['forked']
  /** The run that it repeats or continues. */
  origin?: Origin | undefined
  /** Why it was asked for. */
  reason?: string | undefined
  /** The flow whose draft it tests, by its number, and which part of it; no flow: it is a part of a test. */
  test?: { flow: number | null; rules: TestRules } | undefined
}

/** The hash of a definition's meaning, under which it is stored. Call inside a write. */
export function keepDefinition(store: Store, definition: Definition): string {
  const { tags: _, folder: __, owner: ___, notes: ____, ...meaning } = withoutLayout(definition)
  const text = canonicalText(meaning)
  const hash = createHash('sha256').update(text).digest('hex')
  store.flows.keepDefinition(hash, text)
  return hash
}

/** A definition that was read from the store. */
export type KeptDefinition = { hash: string; definition: Definition }

/** Writes a started run of a flow; its first decision is still to be made. Call inside a write. */
export function beginFlow(store: Store, request: FlowRequest, now: number): Run {
  const { title, trigger, params, parent } = request
  const id = newId(now)
  const given = Object.keys(params).length === 0 ? null : params
  const test = request.test !== undefined || (parent !== undefined && store.runs.isTest(parent.run))
  const run = store.runs.insert({ id, kind: 'flow', title, trigger, params: given, test, now })
  if (parent) store.parents.set(run, parent.run, parent.step)
  if (request.reason) store.runs.setStartReason(run, request.reason)
  if (request.origin) store.origins.insert(run, request.origin)
  store.moves.run('start', { run, at: now })
  store.events.appendOfRun({ number: run, id, jobId: null }, 'queued', { trigger }, now)
  makeFlow(store, run, request, now)
  return store.runs.byNumber(run) as Run
}

/** Turns a started run into one of a flow. Call inside a write. */
export function makeFlow(store: Store, run: number, request: Omit<FlowRequest, 'trigger'>, now: number): void {
  const { title, kept, flow, params, shared = {}, parent, forked, test } = request
  // Only the outermost run of a test says which flow's draft it tests; no flow counts it among its runs.
  const pinned = flow && !store.runs.isTest(run) ? flow : { number: null, version: flow?.version ?? null }
  const tested = test?.flow ?? null
  store.flowRuns.insert({ run, flow: pinned.number, version: pinned.version, definition: kept.hash, tested })
  const limits = [kept.definition.timeout_ms, request.timeoutMs].filter((limit) => limit != null)
  const timeout = Math.min(...limits)
  if (limits.length > 0 && !forked) store.runWaits.add({ run, step: '', kind: 'deadline', dueAt: now + timeout }, now)
  const history = store.histories.load(run)
  const began = {
    flow: title,
    version: flow?.version ?? null,
    definition: kept.hash,
    params,
    shared,
    depth: parent ? parent.depth + 1 : 0,
    rules: currentRules,
    ...(parent ? { parent: { run: parent.run, step: parent.step } } : {}),
    ...(parent?.inner ? { inner: true } : {}),
    ...(test ? { test: test.rules } : {}),
  }
  store.histories.append(history, { type: 'flow began', data: began }, now)
  if (!forked) return
  store.histories.append(history, { type: 'forked', data: forked }, now)
  takeUp(store, history, now)
}
