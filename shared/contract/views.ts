import * as z from 'zod'
import { SavedView, SavedViewChange, SavedViewDraft } from '../model/saved-view.ts'
import { access } from './base.ts'

const tags = ['System']

const ViewId = z.object({ id: z.uuid() })

/** Everybody sees their own and those that are shared, and changes their own. */
export const views = {
  list: access('viewer', 'preference')
    .route({
      method: 'GET',
      path: '/views',
      tags,
      summary: 'List the saved views of the caller, and those that others share, by name, of every list',
    })
    .output(z.object({ items: z.array(SavedView) })),
  create: access('viewer', 'preference')
    .route({
      method: 'POST',
      path: '/views',
      successStatus: 201,
      tags,
      summary: 'Save a filter and columns under a name. With the id of a deleted view, it is that view again',
    })
    .input(SavedViewDraft.extend({ id: z.uuid().optional() }))
    .output(SavedView),
  update: access('viewer', 'preference')
    .route({
      method: 'PUT',
      path: '/views/{id}',
      tags,
      summary: 'Rename a saved view, share it, or change its filter, order or columns',
    })
    .input(SavedViewChange.extend(ViewId.shape))
    .output(SavedView),
  remove: access('viewer', 'preference')
    .route({ method: 'DELETE', path: '/views/{id}', tags, summary: 'Delete a saved view' })
    .input(ViewId)
    .output(SavedView),
}
