import * as z from 'zod'
import { DefinitionRef, Overview } from '../model/overview.ts'
import { access } from './base.ts'

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
}
