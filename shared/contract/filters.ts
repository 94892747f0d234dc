import * as z from 'zod'
import { filterLists } from '../filter/keys.ts'
import { limits } from '../model/limits.ts'
import { access } from './base.ts'

export const filters = {
  values: access('viewer', 'run')
    .route({
      method: 'GET',
      path: '/filters/{list}/{key}',
      tags: ['Filters'],
      summary: 'Suggest values of a key of a filter, with how many of the newest items have them',
    })
    .input(
      z.object({
        list: z.enum(filterLists),
        key: z.string().max(limits.filterValueChars),
        text: z.string().max(limits.filterValueChars).default('').describe('Only values that contain this'),
      }),
    )
    .output(
      z.object({
        items: z.array(z.object({ value: z.string(), count: z.int() })),
        newest: z.int().nullable().describe('How many of the newest items were counted; null: all items'),
      }),
    ),
}
