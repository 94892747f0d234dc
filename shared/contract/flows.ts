import * as z from 'zod'
import { params as nodeParams, Prep } from '../flow/node-parts.ts'
import { FlowDetail, FlowName, FlowProblem, FlowSource, FlowSummary, FlowVersion, FlowWait } from '../model/flow.ts'
import { FlowDraft, FlowSteps, KeyUses } from '../model/flow-draft.ts'
import { VersionChanges, VersionUse } from '../model/job.ts'
import { JsonValue, jsonRecord } from '../model/json.ts'
import { Params } from '../model/params.ts'
import { Run } from '../model/run.ts'
import { FlowRunOptions } from '../model/run-options.ts'
import { ShownParams } from '../params/shown-params.ts'
import { access, FilterText, Paging, page, Ref } from './base.ts'
import { flowTests } from './flow-tests.ts'

const tags = ['Flows']
const version = z.coerce.number<number | string>().int().min(1)
const note = z.string().max(2_000).default('')
const Published = z.object({ flow: FlowDetail, version: FlowVersion, isNew: z.boolean() })
const WholeVersion = FlowVersion.extend({ ...VersionUse.shape, source: z.string(), definition: z.unknown() })

export const flows = {
  list: access('viewer', 'flow')
    .route({ method: 'GET', path: '/flows', tags, summary: 'List flows by name' })
    .input(z.object({ ...Paging, q: FilterText.optional() }))
    .output(page(FlowSummary).extend({ total: z.int() })),
  get: access('viewer', 'flow')
    .route({ method: 'GET', path: '/flows/{ref}', tags, summary: 'Get a flow with its draft and versions' })
    .input(Ref)
    .output(FlowDetail),
  create: access('editor', 'flow')
    .route({
      method: 'POST',
      path: '/flows',
      tags,
      summary: 'Create a flow with a draft; nothing is published yet',
      successStatus: 201,
    })
    .input(z.object({ name: FlowName, source: FlowSource }))
    .output(FlowDetail),
  update: access('editor', 'flow')
    .route({ method: 'PUT', path: '/flows/{ref}', tags, summary: 'Replace the draft or the name of a flow' })
    .input(Ref.extend({ name: FlowName.optional(), source: FlowSource, expectedUpdatedAt: z.int().optional() }))
    .output(FlowDetail),
  check: access('viewer', 'flow')
    .route({ method: 'POST', path: '/flows/check', tags, summary: 'Check a definition for errors and warnings' })
    .input(z.object({ source: FlowSource }))
    .output(z.object({ problems: z.array(FlowProblem) })),
  publish: access('editor', 'flow')
    .route({
      method: 'POST',
      path: '/flows/{ref}/publish',
      tags,
      summary: 'Publish the draft as the next version; an unchanged draft makes no version',
    })
    .input(Ref.extend({ note }))
    .output(Published),
  importFlow: access('editor', 'flow')
    .route({
      method: 'POST',
      path: '/flows/import',
      tags,
      summary: 'Create the flow with this name if there is none, and publish the definition if it changed',
    })
    .input(z.object({ name: FlowName, source: FlowSource, note }))
    .output(Published),
  versions: access('viewer', 'flow')
    .route({ method: 'GET', path: '/flows/{ref}/versions', tags, summary: 'List the versions of a flow, newest first' })
    .input(Ref.extend(Paging))
    .output(page(FlowVersion.extend({ ...VersionUse.shape, ...VersionChanges.shape }))),
  version: access('viewer', 'flow')
    .route({
      method: 'GET',
      path: '/flows/{ref}/versions/{version}',
      tags,
      summary: 'Get a version of a flow, as text and as data',
    })
    .input(Ref.extend({ version }))
    .output(WholeVersion),
  drafts: access('viewer', 'flow')
    .route({ method: 'GET', path: '/flows/{ref}/drafts', tags, summary: 'List the kept drafts of a flow, newest first' })
    .input(Ref)
    .output(z.object({ items: z.array(FlowDraft) })),
  draft: access('viewer', 'flow')
    .route({ method: 'GET', path: '/flows/{ref}/drafts/{number}', tags, summary: 'Get a kept draft of a flow' })
    .input(Ref.extend({ number: version }))
    .output(FlowDraft.extend({ source: z.string() })),
  keepDraft: access('editor', 'flow')
    .route({
      method: 'POST',
      path: '/flows/{ref}/drafts',
      tags,
      summary: 'Keep the draft of a flow as it is now; the newest 50 are kept, and an unchanged draft is not kept again',
    })
    .input(Ref.extend({ note }))
    .output(z.object({ draft: FlowDraft, isNew: z.boolean() })),
  keyUses: access('viewer', 'flow')
    .route({
      method: 'GET',
      path: '/flows/{ref}/key-uses',
      tags,
      summary: 'List what names a node of a flow by its key outside of the flow, as after a rename',
    })
    .input(Ref.extend({ key: z.string().min(1).max(200) }))
    .output(KeyUses),
  steps: access('viewer', 'flow')
    .route({ method: 'GET', path: '/flows/{ref}/steps', tags, summary: 'Get what the editor can undo in the draft of a flow' })
    .input(Ref)
    .output(z.object({ steps: z.string().nullable() })),
  keepSteps: access('editor', 'flow')
    .route({
      method: 'PUT',
      path: '/flows/{ref}/steps',
      tags,
      summary: 'Keep what the editor can undo in the draft of a flow',
    })
    .input(Ref.extend({ steps: FlowSteps }))
    .output(z.object({})),
  remove: access('editor', 'flow')
    .route({ method: 'DELETE', path: '/flows/{ref}', tags, summary: 'Delete a flow; its active runs go on and all runs stay' })
    .input(Ref)
    .output(z.object({ id: z.string(), openRuns: z.int() })),
  restore: access('editor', 'flow')
    .route({ method: 'POST', path: '/flows/{ref}/restore', tags, summary: 'Restore a deleted flow' })
    .input(Ref)
    .output(FlowDetail),
  params: access('viewer', 'flow')
    .route({ method: 'GET', path: '/flows/{ref}/params', tags, summary: 'Get the parameters of a flow, also as a JSON Schema' })
    .input(Ref.extend({ version: version.optional() }))
    .output(ShownParams),
  start: access('operator', 'flow')
    .route({ method: 'POST', path: '/flows/{ref}/start', tags, summary: 'Start a run of a flow', successStatus: 201 })
    .input(
      Ref.extend({
        params: Params.default({}).describe('By name; GET /flows/{ref}/params has their JSON Schema'),
        ...FlowRunOptions.shape,
      }).strict(),
    )
    .output(Run),
  ...flowTests,
  waits: access('viewer', 'approval')
    .route({ method: 'GET', path: '/flow-waits', tags, summary: 'List approvals and signals that runs wait for, longest first' })
    .input(z.object({ kind: z.enum(['approval', 'event']).default('approval'), limit: Paging.limit }))
    .output(z.object({ items: z.array(FlowWait) })),
}

/** Operations on runs of flows. */
export const flowRuns = {
  history: access('viewer', 'run')
    .route({
      method: 'GET',
      path: '/runs/{ref}/flow',
      tags,
      summary: 'Get the definition that a run of a flow uses; together with its events it gives the full state',
    })
    .input(Ref)
    .output(z.object({ flow: z.string(), version: z.int().nullable(), definition: z.unknown(), dialect: z.string() })),
  replay: access('viewer', 'run')
    .route({
      method: 'GET',
      path: '/runs/{ref}/replay',
      tags,
      summary: 'Replay the decisions of a run from its history, by its own version or another; runs nothing',
    })
    .input(Ref.extend({ version: version.optional(), to: z.coerce.number<number | string>().int().min(1).optional() }))
    .output(
      z.object({
        version: z.int().nullable(),
        events: z.int(),
        decisions: z.int(),
        difference: z
          .object({
            n: z.int(),
            recorded: z.object({ type: z.string(), data: z.unknown() }).nullable(),
            decided: z.object({ type: z.string(), data: z.unknown() }).nullable(),
            problem: z.string().nullable(),
          })
          .nullable(),
      }),
    ),
  resolve: access('viewer', 'run')
    .route({
      method: 'POST',
      path: '/runs/{ref}/resolve',
      tags,
      summary: 'Get the input that a node would get with the data of a run; runs nothing',
    })
    .input(
      Ref.extend({
        node: z.string().max(300).optional().describe('With the data that the run had when it entered this node'),
        prep: Prep.optional(),
        params: nodeParams.optional(),
      }),
    )
    .output(
      z.object({
        run: z.int(),
        /** The data is of the moment at which the run entered the node; otherwise it is what the run has now. */
        isOfNode: z.boolean(),
        input: JsonValue,
        /** Large values are shown in part. */
        isCut: z.boolean(),
        /** References that lead to something in the data. */
        paths: z.array(z.string()),
      }),
    ),
  fork: access('operator', 'run')
    .route({
      method: 'POST',
      path: '/runs/{ref}/fork',
      tags,
      summary: 'Start a new run that continues this one after one of its events, or from before it failed',
      successStatus: 201,
    })
    .input(
      Ref.extend({
        /** The number of the event; without one, the state before the failure. */
        at: z.int().min(1).optional(),
        /** Overrides of the parameters. */
        params: Params.optional(),
        shared: jsonRecord(z.string()).optional(),
        version: version.optional().describe('Another version of the flow, by which the run continues'),
      }),
    )
    .output(Run),
  signal: access('operator', 'run')
    .route({ method: 'POST', path: '/runs/{ref}/signal', tags, summary: 'Send a signal to a run of a flow' })
    .input(
      Ref.extend({
        key: z.string().min(1).max(200),
        value: JsonValue.default(true),
        /** Repeating a signal by its id changes nothing. */
        id: z.string().min(1).max(200).optional(),
      }),
    )
    .output(z.object({ ignored: z.string().nullable() })),
  approve: access('operator', 'approval')
    .route({ method: 'POST', path: '/runs/{ref}/approve', tags, summary: 'Approve or reject a run that waits for approval' })
    .input(
      Ref.extend({
        /** The node, if the run waits for several. */
        node: z.string().max(300).optional(),
        /** True, false, or a word that becomes the action. */
        value: z.union([z.boolean(), z.string().min(1).max(200)]).default(true),
        comment: z.string().max(2_000).optional(),
        params: Params.optional().describe('The values that the form of the approval asks for; GET /flow-waits has it'),
        // A decision with a misspelled field must not count as the default.
      }).strict(),
    )
    .output(z.object({ step: z.string() })),
}
