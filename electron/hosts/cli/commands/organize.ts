import { AppError } from '../../../../shared/errors.ts'
import type { DefinitionKind } from '../../../../shared/model/organization.ts'
import type { Connected, Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { type OrganizeOptions, organizes } from '../organize-options.ts'
import { out, printJson } from '../print.ts'
import { readText } from '../read-text.ts'
import { type Json, withClient } from '../with-client.ts'

/** Changes the tags, the folder, the owner or the notes of a definition. */
export async function organize(client: Connected['client'], kind: DefinitionKind, ref: string, options: OrganizeOptions) {
  const { tag, untag, folder, owner, notes } = options
  const { items, refused } = await client.organize.change({
    items: [{ kind, ref }],
    ...(tag && { addTags: tag }),
    ...(untag && { removeTags: untag }),
    ...(folder !== undefined && { folder }),
    ...(owner !== undefined && { owner: owner || null }),
    ...(notes !== undefined && { notes: notes === '-' ? await readText('-') : notes }),
  })
  const [problem] = refused
  if (problem) throw new AppError('invalid', `Could not change ${kind} "${ref}": ${problem.message}`)
  return items.length > 0
}

export const editOrganization = (
  global: Global,
  kind: DefinitionKind,
  ref: string,
  options: OrganizeOptions & Json,
): Promise<number> =>
  withClient(global, 'define', async (client) => {
    if (!organizes(options))
      throw new AppError('invalid', 'Nothing to change: give --tag, --untag, --folder, --owner or --notes.')
    // The name of one that does not exist is refused with the nearest one.
    await client.organize.get({ kind, ref })
    const isChanged = await organize(client, kind, ref, options)
    const now = await client.organize.get({ kind, ref })
    if (options.json) printJson(now)
    else out(isChanged ? `Saved ${kind} "${now.name}".` : 'No changes.')
    return exitCodes.done
  })
