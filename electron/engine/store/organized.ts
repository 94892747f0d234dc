import { type DefinitionKind, type Organization, type Organized, unorganized } from '../../../shared/model/organization.ts'
import type { Db } from './db.ts'

type Row = { kind: DefinitionKind; id: string; tags: string; folder: string; owner: string | null; hasNotes: number }
export type Place = Pick<Organization, 'tags' | 'folder' | 'owner'> & { kind: DefinitionKind; id: string }

export type OrganizedRows = ReturnType<typeof createOrganized>

/** The tags, folder, owner and notes of each job, flow and pipeline that has any. They outlive a delete, which can be undone. */
export function createOrganized(db: Db) {
  const columns = `kind, id, tags, folder, owner, notes <> '' AS hasNotes`
  const one = db.prepare(`SELECT ${columns} FROM organized WHERE kind = ? AND id = ?`)
  const notes = db.prepare('SELECT notes FROM organized WHERE kind = ? AND id = ?').pluck()
  const put = db.prepare(
    `INSERT INTO organized (kind, id, tags, folder, owner, notes) VALUES (:kind, :id, :tags, :folder, :owner, :notes)
     ON CONFLICT (kind, id) DO UPDATE SET tags = excluded.tags, folder = excluded.folder, owner = excluded.owner,
       notes = excluded.notes`,
  )
  // Those of deleted ones go along: they come back to where their folder is then.
  const within = db.prepare(
    `SELECT ${columns} FROM organized WHERE folder = :folder
     UNION ALL SELECT ${columns} FROM organized WHERE folder > :folder || '/' AND folder < :folder || '0'`,
  )
  const ofKind = db.prepare(`SELECT ${columns} FROM organized WHERE kind = ?`)

  return {
    list(kind: DefinitionKind, id: string): Organized {
      const row = one.get(kind, id) as Row | undefined
      if (!row) return { tags: [], folder: '', owner: null, hasNotes: false }
      const { tags, folder, owner } = placeOf(row)
      return { tags, folder, owner, hasNotes: row.hasNotes === 1 }
    },
    get(kind: DefinitionKind, id: string): Organization {
      const row = one.get(kind, id) as Row | undefined
      if (!row) return unorganized
      const { tags, folder, owner } = placeOf(row)
      return { tags, folder, owner, notes: row.hasNotes === 1 ? (notes.get(kind, id) as string) : '' }
    },
    put: (kind: DefinitionKind, id: string, { tags, folder, owner, notes: text }: Organization): void =>
      void put.run({ kind, id, tags: JSON.stringify(tags), folder, owner, notes: text }),
    /** Those in a folder and in the folders within it, deleted ones too. */
    within: (folder: string): Place[] => (within.all({ folder }) as Row[]).map(placeOf),
    /** Of one kind, deleted ones too. */
    ofKind: (kind: DefinitionKind): Place[] => (ofKind.all(kind) as Row[]).map(placeOf),
  }
}

const placeOf = ({ kind, id, tags, folder, owner }: Row): Place => ({
  kind,
  id,
  tags: JSON.parse(tags) as string[],
  folder,
  owner,
})
