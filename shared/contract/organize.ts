import * as z from 'zod'
import { limits } from '../model/limits.ts'
import {
  DefinitionKind,
  DefinitionRef,
  FolderPath,
  Labels,
  Organization,
  OrganizationChange,
  Organizing,
} from '../model/organization.ts'
import { access } from './base.ts'

const tags = ['Organize']

export const organize = {
  get: access('viewer', 'definition')
    .route({
      method: 'GET',
      path: '/definitions/{kind}/{ref}',
      tags,
      summary: 'Get the tags, the folder, the owner and the notes of a job, a flow or a pipeline',
    })
    .input(DefinitionRef)
    .output(Organization.extend({ kind: DefinitionKind, id: z.string(), name: z.string() })),
  change: access('editor', 'definition')
    .route({
      method: 'POST',
      path: '/definitions/change',
      tags,
      summary: 'Change the tags, the folder, the owner or the notes of several jobs, flows and pipelines; makes no version',
    })
    .input(OrganizationChange.extend({ items: z.array(DefinitionRef).min(1).max(limits.bulk) }))
    .output(
      z.object({
        items: z.array(Organizing).describe('Those that changed'),
        refused: z.array(z.object({ kind: DefinitionKind, ref: z.string(), message: z.string() })),
      }),
    ),
  labels: access('viewer', 'definition')
    .route({
      method: 'GET',
      path: '/labels',
      tags,
      summary: 'List the tags, folders and owners of all jobs, flows and pipelines',
    })
    .output(Labels),
  moveFolder: access('editor', 'definition')
    .route({
      method: 'POST',
      path: '/folders/move',
      tags,
      summary: 'Rename or move a folder with all that is in it, in the lists of jobs, flows and pipelines',
    })
    .input(z.object({ from: FolderPath, to: FolderPath.describe('The new path; empty: its folders come to the top') }))
    .output(z.object({ items: z.array(Organizing) })),
}
