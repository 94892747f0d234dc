import * as z from 'zod'
import { ActivityItem } from '../model/definition-activity.ts'
import { JobDay } from '../model/job-day.ts'
import { DefinitionRef, Overview } from '../model/overview.ts'
import { access, Paging, page } from './base.ts'

const tags = ['Overview']

export const overview = {
  get: access('viewer', 'run')
    .route({
      method: 'GET',
      path: '/overview/{kind}/{ref}',
      tags,
      summary: 'Get how a job, flow or pipeline is doing: the runs of the last days, failures, next times and what it starts',
    })
    .input(DefinitionRef.extend({ days: z.coerce.number<number | string>().int().min(1).max(90).default(30) }))
    .output(Overview),
  days: access('viewer', 'run')
    .route({
      method: 'GET',
      path: '/overview/{kind}/{ref}/days',
      tags,
      summary: 'Count the outcomes of the runs of a job, flow or pipeline per day; days without runs are left out',
    })
    .input(DefinitionRef.extend({ count: z.coerce.number<number | string>().int().min(1).max(366).default(90) }))
    .output(
      z.object({
        today: z.string(),
        items: z.array(JobDay),
        isPart: z.boolean().describe('There are more runs than are counted; the oldest days are left out'),
      }),
    ),
  activity: access('viewer', 'job')
    .route({
      method: 'GET',
      path: '/activity/{kind}/{ref}',
      tags,
      summary: 'List changes, versions, alerts and runs by day of a job, flow or pipeline, newest first',
    })
    .input(DefinitionRef.extend(Paging))
    .output(page(ActivityItem)),
}
