import * as z from 'zod'
import { Firing, JobTrigger, TriggerDraft } from '../model/trigger.ts'
import { access, Paging, page } from './base.ts'

const tags = ['Triggers']
const Id = z.object({ id: z.string().min(1).max(100) })

export const triggers = {
  list: access('viewer', 'trigger')
    .route({
      method: 'GET',
      path: '/triggers',
      tags,
      summary: 'List triggers of all jobs or of one, oldest first',
    })
    .input(z.object({ ...Paging, job: z.string().min(1).max(200).optional() }))
    .output(page(JobTrigger)),
  get: access('viewer', 'trigger')
    .route({ method: 'GET', path: '/triggers/{id}', tags, summary: 'Get a trigger' })
    .input(Id)
    .output(JobTrigger),
  create: access('editor', 'trigger')
    .route({ method: 'POST', path: '/triggers', tags, summary: 'Give a job a trigger', successStatus: 201 })
    .input(TriggerDraft.extend({ job: z.string().min(1).max(200) }))
    .output(JobTrigger),
  update: access('editor', 'trigger')
    .route({ method: 'PUT', path: '/triggers/{id}', tags, summary: 'Replace a trigger' })
    .input(Id.extend({ ...TriggerDraft.shape, expectedUpdatedAt: z.int().optional() }))
    .output(JobTrigger),
  setEnabled: access('editor', 'trigger')
    .route({ method: 'POST', path: '/triggers/{id}/enabled', tags, summary: 'Enable or disable a trigger' })
    .input(Id.extend({ enabled: z.boolean() }))
    .output(JobTrigger),
  newAddress: access('editor', 'trigger')
    .route({
      method: 'POST',
      path: '/triggers/{id}/address',
      tags,
      summary: 'Replace the URL of a webhook; the old URL stops working',
    })
    .input(Id)
    .output(JobTrigger),
  remove: access('editor', 'trigger')
    .route({ method: 'DELETE', path: '/triggers/{id}', tags, summary: 'Delete a trigger' })
    .input(Id)
    .output(Id),
  restore: access('editor', 'trigger')
    .route({ method: 'POST', path: '/triggers/{id}/restore', tags, summary: 'Restore a deleted trigger' })
    .input(Id)
    .output(JobTrigger),
  firings: access('viewer', 'trigger')
    .route({
      method: 'GET',
      path: '/triggers/{id}/firings',
      tags,
      summary: 'List when a trigger fired and what each firing started, newest first',
    })
    .input(Id.extend({ limit: Paging.limit }))
    .output(z.object({ items: z.array(Firing) })),
}
