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
      summary: 'Triggers of all jobs, or of one, in the order in which they were made',
    })
    .input(z.object({ ...Paging, job: z.string().min(1).max(200).optional() }))
    .output(page(JobTrigger)),
  get: access('viewer', 'trigger')
    .route({ method: 'GET', path: '/triggers/{id}', tags, summary: 'One trigger' })
    .input(Id)
    .output(JobTrigger),
  create: access('editor', 'trigger')
    .route({ method: 'POST', path: '/triggers', tags, summary: 'Let something set a job off', successStatus: 201 })
    .input(TriggerDraft.extend({ job: z.string().min(1).max(200) }))
    .output(JobTrigger),
  update: access('editor', 'trigger')
    .route({ method: 'PUT', path: '/triggers/{id}', tags, summary: 'Replace a trigger' })
    .input(Id.extend({ ...TriggerDraft.shape, expectedUpdatedAt: z.int().optional() }))
    .output(JobTrigger),
  setEnabled: access('editor', 'trigger')
    .route({ method: 'POST', path: '/triggers/{id}/enabled', tags, summary: 'Turn a trigger on or off' })
    .input(Id.extend({ enabled: z.boolean() }))
    .output(JobTrigger),
  newAddress: access('editor', 'trigger')
    .route({
      method: 'POST',
      path: '/triggers/{id}/address',
      tags,
      summary: 'Give it another web address; the old one leads nowhere',
    })
    .input(Id)
    .output(JobTrigger),
  remove: access('editor', 'trigger')
    .route({ method: 'DELETE', path: '/triggers/{id}', tags, summary: 'Delete a trigger' })
    .input(Id)
    .output(Id),
  restore: access('editor', 'trigger')
    .route({ method: 'POST', path: '/triggers/{id}/restore', tags, summary: 'Bring a deleted trigger back' })
    .input(Id)
    .output(JobTrigger),
  firings: access('viewer', 'trigger')
    .route({
      method: 'GET',
      path: '/triggers/{id}/firings',
      tags,
      summary: 'When it was set off, and what became of it; newest first',
    })
    .input(Id.extend({ limit: Paging.limit }))
    .output(z.object({ items: z.array(Firing) })),
}
