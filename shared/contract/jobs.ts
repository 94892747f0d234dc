import * as z from 'zod'
import { FieldChange } from '../model/field-changes.ts'
import { Hook } from '../model/hook.ts'
import { JobDetail, JobInput, JobName, JobVersion, Spec, VersionChanges, VersionNote } from '../model/job.ts'
import { JobDay } from '../model/job-day.ts'
import { ParamOptions } from '../model/param-options.ts'
import { Params } from '../model/params.ts'
import { JobSummary, Run } from '../model/run.ts'
import { JobRunOptions } from '../model/run-options.ts'
import { paramName } from '../params/param.ts'
import { ShownParams } from '../params/shown-params.ts'
import { access, FilterText, Paging, page, Ref } from './base.ts'

const tags = ['Jobs']
const version = z.coerce.number<number | string>().int().min(1)

export const jobs = {
  list: access('viewer', 'job')
    .route({ method: 'GET', path: '/jobs', tags, summary: 'List jobs by name, with their newest runs' })
    .input(
      z.object({
        ...Paging,
        q: FilterText.optional(),
        /** True: only deleted jobs, last deleted first. */
        deleted: z.union([z.boolean(), z.stringbool()]).default(false),
      }),
    )
    .output(page(JobSummary).extend({ total: z.int() })),
  get: access('viewer', 'job')
    .route({ method: 'GET', path: '/jobs/{ref}', tags, summary: 'Get a job' })
    .input(Ref)
    .output(JobDetail),
  versions: access('viewer', 'job')
    .route({ method: 'GET', path: '/jobs/{ref}/versions', tags, summary: 'List the versions of a job, newest first' })
    .input(Ref.extend(Paging))
    .output(page(JobVersion.extend(VersionChanges.shape))),
  version: access('viewer', 'job')
    .route({ method: 'GET', path: '/jobs/{ref}/versions/{version}', tags, summary: 'Get a version of a job with its definition' })
    .input(Ref.extend({ version }))
    .output(JobVersion.extend({ spec: Spec })),
  diff: access('viewer', 'job')
    .route({
      method: 'GET',
      path: '/jobs/{ref}/versions/{version}/diff',
      tags,
      summary: 'List the fields that differ between a version of a job and another, by default the newest',
    })
    .input(Ref.extend({ version, to: version.optional() }))
    .output(z.object({ from: z.int(), to: z.int(), changes: z.array(FieldChange) })),
  restoreVersion: access('editor', 'job')
    .route({
      method: 'POST',
      path: '/jobs/{ref}/versions/{version}/restore',
      tags,
      summary: 'Restore a version of a job as its newest version; the same content makes no version',
    })
    .input(Ref.extend({ version, expectedUpdatedAt: z.int().optional() }))
    .output(JobDetail),
  days: access('viewer', 'job')
    .route({
      method: 'GET',
      path: '/jobs/{ref}/days',
      tags,
      summary: "Count the outcomes of a job's runs per day; days without runs are left out",
    })
    .input(Ref.extend({ count: z.coerce.number<number | string>().int().min(1).max(366).default(90) }))
    .output(z.object({ today: z.string(), items: z.array(JobDay) })),
  create: access('editor', 'job')
    .route({ method: 'POST', path: '/jobs', tags, summary: 'Create a job', successStatus: 201 })
    .input(JobInput)
    .output(JobDetail),
  update: access('editor', 'job')
    .route({ method: 'PUT', path: '/jobs/{ref}', tags, summary: 'Replace a job; changing what it runs makes a new version' })
    .input(Ref.extend({ ...JobInput.shape, note: VersionNote.optional(), expectedUpdatedAt: z.int().optional() }))
    .output(JobDetail),
  setEnabled: access('editor', 'job')
    .route({ method: 'POST', path: '/jobs/{ref}/enabled', tags, summary: 'Enable or disable a job' })
    .input(Ref.extend({ enabled: z.boolean() }))
    .output(JobDetail),
  resume: access('operator', 'job')
    .route({
      method: 'POST',
      path: '/jobs/{ref}/resume',
      tags,
      summary: 'Resume a job that LocalFlow paused after failures in a row; they are counted from the start',
    })
    .input(Ref)
    .output(JobDetail),
  remove: access('editor', 'job')
    .route({ method: 'DELETE', path: '/jobs/{ref}', tags, summary: 'Delete a job; its runs stay' })
    .input(Ref)
    .output(z.object({ id: z.string(), skippedRuns: z.int() })),
  restore: access('editor', 'job')
    .route({
      method: 'POST',
      path: '/jobs/{ref}/restore',
      tags,
      summary: 'Restore a deleted job by its id, or by its name if no job has that name now',
    })
    .input(Ref)
    .output(JobDetail),
  duplicate: access('editor', 'job')
    .route({ method: 'POST', path: '/jobs/{ref}/duplicate', tags, summary: 'Copy a job under a new name', successStatus: 201 })
    .input(Ref.extend({ name: JobName.optional() }))
    .output(JobDetail),
  params: access('viewer', 'job')
    .route({
      method: 'GET',
      path: '/jobs/{ref}/params',
      tags,
      summary: "Get the parameters of a job: those of its settings and of its script's comments, also as a JSON Schema",
    })
    .input(Ref.extend({ version: version.optional() }))
    .output(ShownParams),
  options: access('operator', 'job')
    .route({
      method: 'POST',
      path: '/jobs/{ref}/params/{name}/options',
      tags,
      summary:
        'Run the command that prints the options of a parameter (options-from); it may take 5 seconds and print 1,000 lines',
    })
    .input(Ref.extend({ name: paramName, params: Params.default({}).describe('Values of other parameters, for the command') }))
    .output(ParamOptions),
  testHook: access('editor', 'job')
    .route({
      method: 'POST',
      path: '/jobs/{ref}/hooks/test',
      tags,
      summary: 'Run a hook of a job now, as after an invented run',
      successStatus: 201,
    })
    .input(Ref.extend({ hook: Hook }))
    .output(Run),
  run: access('operator', 'job')
    .route({ method: 'POST', path: '/jobs/{ref}/run', tags, summary: 'Start a run of a job', successStatus: 201 })
    .input(
      Ref.extend({
        params: Params.default({}).describe('By name; GET /jobs/{ref}/params has their JSON Schema'),
        ...JobRunOptions.shape,
      }).strict(),
    )
    .output(Run),
}
