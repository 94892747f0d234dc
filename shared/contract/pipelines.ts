import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { FieldChange } from '../model/field-changes.ts'
import { FilePath, VersionChanges, VersionNote } from '../model/job.ts'
import { limits } from '../model/limits.ts'
import { Artifact, Maker, ObjectDetail } from '../model/object.ts'
import { DefinitionKind, DefinitionRef } from '../model/organization.ts'
import { Params } from '../model/params.ts'
import {
  Execution,
  ExecutionStatus,
  InputPaths,
  ManifestSource,
  PipelineDetail,
  PipelineName,
  PipelineOptions,
  PipelineProblem,
  PipelineRun,
  PipelineSummary,
  PipelineVersion,
  StepLink,
} from '../model/pipeline.ts'
import { Run } from '../model/run.ts'
import { PipelineRunOptions } from '../model/run-options.ts'
import { ShownParams } from '../params/shown-params.ts'
import { access, FilterText, Paging, page, Ref } from './base.ts'

const tags = ['Pipelines']
const version = z.coerce.number<number | string>().int().min(1)
const Start = PipelineOptions.extend({
  inputs: InputPaths,
  params: Params.default({}).describe('By name; GET /pipelines/{ref}/params has their JSON Schema'),
  ...PipelineRunOptions.shape,
})

export const pipelines = {
  list: access('viewer', 'pipeline')
    .route({ method: 'GET', path: '/pipelines', tags, summary: 'List pipelines by name' })
    .input(z.object({ ...Paging, q: FilterText.optional() }))
    .output(page(PipelineSummary).extend({ total: z.int() })),
  get: access('viewer', 'pipeline')
    .route({ method: 'GET', path: '/pipelines/{ref}', tags, summary: 'Get a pipeline with its manifest' })
    .input(Ref)
    .output(PipelineDetail),
  create: access('editor', 'pipeline')
    .route({ method: 'POST', path: '/pipelines', tags, summary: 'Create a pipeline', successStatus: 201 })
    .input(z.object({ name: PipelineName, source: ManifestSource }))
    .output(PipelineDetail),
  update: access('editor', 'pipeline')
    .route({
      method: 'PUT',
      path: '/pipelines/{ref}',
      tags,
      summary: 'Replace the manifest or the name of a pipeline; changing what it runs makes a new version',
    })
    .input(
      Ref.extend({
        name: PipelineName.optional(),
        source: ManifestSource,
        note: VersionNote.optional(),
        expectedUpdatedAt: z.int().optional(),
      }),
    )
    .output(PipelineDetail),
  versions: access('viewer', 'pipeline')
    .route({ method: 'GET', path: '/pipelines/{ref}/versions', tags, summary: 'List the versions of a pipeline, newest first' })
    .input(Ref.extend(Paging))
    .output(page(PipelineVersion.extend(VersionChanges.shape))),
  version: access('viewer', 'pipeline')
    .route({
      method: 'GET',
      path: '/pipelines/{ref}/versions/{version}',
      tags,
      summary: 'Get a version of a pipeline with its manifest',
    })
    .input(Ref.extend({ version }))
    .output(PipelineVersion.extend({ source: z.string() })),
  diff: access('viewer', 'pipeline')
    .route({
      method: 'GET',
      path: '/pipelines/{ref}/versions/{version}/diff',
      tags,
      summary: 'List the fields that differ between a version of a pipeline and another, by default the newest',
    })
    .input(Ref.extend({ version, to: version.optional() }))
    .output(z.object({ from: z.int(), to: z.int(), changes: z.array(FieldChange) })),
  restoreVersion: access('editor', 'pipeline')
    .route({
      method: 'POST',
      path: '/pipelines/{ref}/versions/{version}/restore',
      tags,
      summary: 'Restore a version of a pipeline as its newest version; the same content makes no version',
    })
    .input(Ref.extend({ version, expectedUpdatedAt: z.int().optional() }))
    .output(PipelineDetail),
  duplicate: access('editor', 'pipeline')
    .route({
      method: 'POST',
      path: '/pipelines/{ref}/duplicate',
      tags,
      summary: 'Copy a pipeline under a new name',
      successStatus: 201,
    })
    .input(Ref)
    .output(PipelineDetail),
  remove: access('editor', 'pipeline')
    .route({
      method: 'DELETE',
      path: '/pipelines/{ref}',
      tags,
      summary: 'Delete a pipeline; its active runs go on and all runs stay',
    })
    .input(Ref)
    .output(z.object({ id: z.string() })),
  restore: access('editor', 'pipeline')
    .route({ method: 'POST', path: '/pipelines/{ref}/restore', tags, summary: 'Restore a deleted pipeline' })
    .input(Ref)
    .output(PipelineDetail),
  check: access('viewer', 'pipeline')
    .route({
      method: 'POST',
      path: '/pipelines/check',
      tags,
      summary: 'Check a manifest; returns its errors and the links between its steps',
    })
    .input(z.object({ source: ManifestSource }))
    .output(z.object({ problems: z.array(PipelineProblem), steps: z.array(z.string()), links: z.array(StepLink) })),
  params: access('viewer', 'pipeline')
    .route({
      method: 'GET',
      path: '/pipelines/{ref}/params',
      tags,
      summary: 'Get the parameters of a pipeline, also as a JSON Schema',
    })
    .input(Ref.extend({ version: version.optional() }))
    .output(ShownParams),
  run: access('operator', 'pipeline')
    .route({ method: 'POST', path: '/pipelines/{ref}/run', tags, summary: 'Run a pipeline', successStatus: 201 })
    .input(Ref.extend(Start.shape).strict())
    .output(Run),
  runFile: access('editor', 'pipeline')
    .route({
      method: 'POST',
      path: '/pipelines/run',
      tags,
      summary: 'Run a manifest from a file on this computer',
      successStatus: 201,
    })
    .input(Start.omit({ version: true }).extend({ path: FilePath, source: ManifestSource }))
    .output(Run),
  view: access('viewer', 'run')
    .route({ method: 'GET', path: '/runs/{ref}/pipeline', tags, summary: 'Get the progress of each step of a run' })
    .input(Ref)
    .output(PipelineRun),
  executions: access('viewer', 'run')
    .route({
      method: 'GET',
      path: '/runs/{ref}/pipeline/executions',
      tags,
      summary: 'List the executions of a step, one per input',
    })
    .input(
      Ref.extend({
        ...Paging,
        step: z.string().max(limits.nameLength),
        status: ExecutionStatus.optional(),
        q: z.string().max(200).optional(),
      }),
    )
    .output(page(Execution)),
}

const objectTags = ['Files']
const hash = z.object({ hash: z.string().min(4).max(64) })

/** Artifacts of runs, each stored once by its hash. The bytes of one: `GET /objects/{hash}/content`. */
export const objects = {
  list: access('viewer', 'file')
    .route({ method: 'GET', path: '/objects', tags: objectTags, summary: 'List artifacts, newest first' })
    .input(
      z.object({
        ...Paging,
        cursor: z.string().max(5_000).optional(),
        q: z.string().max(200).optional(),
        kind: DefinitionKind.optional().describe('With ref: only those of the runs of this job, flow or pipeline'),
        ref: DefinitionRef.shape.ref.optional(),
      }),
    )
    .output(page(Artifact.extend({ run: z.int(), madeAt: z.int() }))),
  get: access('viewer', 'file')
    .route({
      method: 'GET',
      path: '/objects/{hash}',
      tags: objectTags,
      summary: 'Get an artifact with the run that produced it and the runs that used it',
    })
    .input(hash)
    .output(ObjectDetail),
  lineage: access('viewer', 'file')
    .route({
      method: 'GET',
      path: '/objects/{hash}/lineage',
      tags: objectTags,
      summary: 'Get the lineage of an artifact, back to the first inputs',
    })
    .input(hash)
    .output(z.object({ items: z.array(z.object({ file: Artifact, by: Maker.nullable() })) })),
  bytes: access('viewer', 'file')
    .route({
      method: 'GET',
      path: '/objects/{hash}/bytes',
      tags: objectTags,
      summary: 'Stream the content of an artifact; resumable by event id',
    })
    .input(
      hash.extend({
        from: z.coerce.number<number | string>().int().min(0).default(0),
        /** Default: to the end. */
        count: z.coerce.number<number | string>().int().min(0).optional(),
      }),
    )
    .output(eventIterator(z.object({ offset: z.int(), /** Base64. */ data: z.string() }))),
  reveal: access('viewer', 'file')
    .route({
      method: 'POST',
      path: '/objects/{hash}/reveal',
      tags: objectTags,
      summary: 'Show an artifact in the file manager (desktop app only)',
    })
    .input(hash)
    .output(z.object({ path: z.string() })),
  ofRun: access('viewer', 'file')
    .route({ method: 'GET', path: '/runs/{ref}/files', tags: objectTags, summary: 'List the artifacts of a run' })
    .input(
      Ref.extend({
        ...Paging,
        cursor: z.string().max(5_000).optional(),
        node: z.string().max(300).optional(),
        attempt: z.coerce.number<number | string>().int().min(1).optional(),
      }),
    )
    .output(page(Artifact).extend({ count: z.int(), bytes: z.int(), problem: z.string().nullable() })),
}
