import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { Activity, RunningRun } from '../model/activity.ts'
import { Failing } from '../model/failing.ts'
import { Spec } from '../model/job.ts'
import { limits } from '../model/limits.ts'
import { Bulk } from '../model/operation.ts'
import { Params } from '../model/params.ts'
import { Run, RunDetail, RunEvent, Sample, Status } from '../model/run.ts'
import { JobRunOptions } from '../model/run-options.ts'
import { RunRelated } from '../model/run-related.ts'
import { RunSortText } from '../model/run-sort.ts'
import { access, FilterText, Paging, page, Ref } from './base.ts'
import { BulkResult } from './tasks.ts'

const tags = ['Runs']
/** For a run of a flow: a node, meaning its last visit, or one visit, branch or item, such as `a#2` or `a#1/17`. */
export const node = z.string().max(300).optional()
export const attempt = z.coerce.number<number | string>().int().min(1).optional()

export const runs = {
  list: access('viewer', 'run')
    .route({ method: 'GET', path: '/runs', tags, summary: 'List runs, newest first by default' })
    .input(
      z.object({
        ...Paging,
        status: Status.optional(),
        job: z.string().max(200).optional(),
        q: FilterText.optional(),
        inner: z
          .union([z.boolean(), z.stringbool()])
          .optional()
          .describe(
            'False: without the runs that flows started within others, hooks and checks of conditions. Default: true; with a filter, true if it has parent, job, flow or pipeline, or trigger:flow, trigger:hook or trigger:condition.',
          ),
        /** True: only runs that wait for an approval, a signal, a worker, a time, a paused queue or the concurrency limit. False: only the others. */
        waiting: z.union([z.boolean(), z.stringbool()]).optional(),
        sort: RunSortText.optional().describe(
          'The order; with a minus from the greatest on. "-started", the default, is that of the numbers, newest first.',
        ),
        details: z
          .union([z.boolean(), z.stringbool()])
          .optional()
          .describe('True: also the parameters of each run, and what its last attempt used'),
        within: z.coerce
          .number<number | string>()
          .int()
          .min(1)
          .max(60_000)
          .optional()
          .describe('Milliseconds after which a search answers with what it found so far. Default: it searches to the end.'),
      }),
    )
    .output(
      page(Run).extend({
        searchedTo: z
          .object({ createdAt: z.int().nullable() })
          .optional()
          .describe(
            'The time was over: all runs created since then were looked at (null in other orders). The cursor continues.',
          ),
      }),
    ),
  export: access('viewer', 'run')
    .route({
      method: 'GET',
      path: '/run-export',
      tags,
      summary: 'Stream the text of an export of runs; /runs/export has the same as a file',
    })
    .input(
      z.object({
        q: FilterText.default(''),
        form: z.enum(['csv', 'json']).default('csv'),
        sort: RunSortText.default('-started'),
      }),
    )
    .output(eventIterator(z.object({ text: z.string(), count: z.int().describe('How many runs there were so far') }))),
  neighbors: access('viewer', 'run')
    .route({
      method: 'GET',
      path: '/runs/{ref}/neighbors',
      tags,
      summary: 'Get the place of a run in a list, and the runs before and after it',
    })
    .input(Ref.extend({ q: FilterText.default(''), sort: RunSortText.default('-started') }))
    .output(
      z.object({
        index: z.int().nullable().describe('From 1; null: the run is not in the list, or more than 10,000 runs are before it'),
        previous: z.int().nullable().describe('Number of the run before it'),
        next: z.int().nullable().describe('Number of the run after it'),
      }),
    ),
  count: access('viewer', 'run')
    .route({ method: 'GET', path: '/run-count', tags, summary: 'Count the runs that match a filter, exactly up to 10,000' })
    .input(z.object({ q: FilterText.default('') }))
    .output(
      z.object({
        count: z.int(),
        isPart: z.boolean().describe('True: more match, or may match among runs that were not looked at'),
      }),
    ),
  failing: access('viewer', 'run')
    .route({
      method: 'GET',
      path: '/failing',
      tags,
      summary: 'List jobs, flows and pipelines that failed and have not succeeded since',
    })
    .input(z.object({ since: z.coerce.number<number | string>().int().min(0).default(0) }))
    .output(z.array(Failing)),
  activity: access('viewer', 'run')
    .route({
      method: 'GET',
      path: '/activity',
      tags,
      summary: 'Count the runs of the last 24 hours by hour, and list those that took much longer than usual',
    })
    .output(Activity),
  running: access('viewer', 'run')
    .route({
      method: 'GET',
      path: '/running',
      tags,
      summary: 'List running runs with the usual duration of their jobs, newest first',
    })
    .input(z.object({ limit: z.coerce.number<number | string>().int().min(1).max(100).default(20) }))
    .output(z.array(RunningRun)),
  get: access('viewer', 'run')
    .route({ method: 'GET', path: '/runs/{ref}', tags, summary: 'Get a run with its attempts' })
    .input(Ref)
    .output(RunDetail),
  related: access('viewer', 'run')
    .route({
      method: 'GET',
      path: '/runs/{ref}/related',
      tags,
      summary: 'Get the usual duration of a run, its last success, and the runs that caused it or that it caused',
    })
    .input(Ref)
    .output(RunRelated),
  exec: access('editor', 'run')
    .route({
      method: 'POST',
      path: '/runs',
      tags,
      summary: 'Run a command, script or request once, without a job',
      successStatus: 201,
    })
    .input(
      Spec.extend({
        title: z.string().trim().min(1).max(200).optional(),
        rerunOf: z.string().max(200).optional().describe('The run that it repeats, with changes'),
      }),
    )
    .output(Run),
  command: access('editor', 'run')
    .route({ method: 'GET', path: '/runs/{ref}/command', tags, summary: 'Get what a run without a job executed' })
    .input(Ref)
    .output(z.object({ spec: Spec, title: z.string().nullable().describe('Null: the run is called after its command') })),
  again: access('operator', 'run')
    .route({
      method: 'POST',
      path: '/runs/{ref}/again',
      tags,
      summary: 'Re-run: start a new run of the same definition with the same or changed parameters',
      successStatus: 201,
    })
    .input(Ref.extend({ params: Params.optional().describe('Values that replace those of the run'), ...JobRunOptions.shape }))
    .output(Run),
  cancel: access('operator', 'run')
    .route({ method: 'POST', path: '/runs/{ref}/cancel', tags, summary: 'Cancel a queued run or stop a running one' })
    .input(Ref)
    .output(Run),
  retry: access('operator', 'run')
    .route({
      method: 'POST',
      path: '/runs/{ref}/retry',
      tags,
      summary: 'Retry a run that ended, as a new attempt of the same run',
    })
    .input(Ref)
    .output(Run),
  pin: access('operator', 'run')
    .route({
      method: 'POST',
      path: '/runs/{ref}/pin',
      tags,
      summary: 'Pin a run: it is not deleted, also not by the retention time, until it is unpinned',
    })
    .input(Ref)
    .output(Run),
  unpin: access('operator', 'run')
    .route({ method: 'POST', path: '/runs/{ref}/unpin', tags, summary: 'Unpin a run, so that it can be deleted' })
    .input(Ref)
    .output(Run),
  remove: access('editor', 'run')
    .route({ method: 'DELETE', path: '/runs/{ref}', tags, summary: 'Delete a run that ended, with its logs' })
    .input(Ref)
    .output(z.object({ id: z.string() })),
  bulk: access('editor', 'run')
    .route({
      method: 'POST',
      path: '/runs/bulk',
      tags,
      summary: 'Cancel, retry, re-run, pin, unpin or delete many runs, and wait for the end',
    })
    .input(Bulk)
    .output(BulkResult),
  samples: access('viewer', 'run')
    .route({
      method: 'GET',
      path: '/runs/{ref}/metrics',
      tags,
      summary: 'Get the CPU and memory samples of an attempt',
    })
    .input(Ref.extend({ attempt, points: z.coerce.number<number | string>().int().min(1).max(2_000).default(500) }))
    .output(z.object({ attempt: z.int(), items: z.array(Sample), live: z.boolean() })),
  events: access('viewer', 'run')
    .route({
      method: 'GET',
      path: '/runs/{ref}/events',
      tags,
      summary: 'List the events of a run, optionally only those after a given event',
    })
    .input(
      Ref.extend({
        after: z.coerce.number<number | string>().int().min(0).default(0),
        limit: z.coerce.number<number | string>().int().min(1).max(limits.events).default(limits.events),
      }),
    )
    .output(z.array(RunEvent)),
}
