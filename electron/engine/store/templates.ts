import { Template, TemplateParts } from '../../../shared/model/template.ts'
import type { Db } from './db.ts'

/** Deleted templates that can be restored. */
const deletedKept = 20

export type Templates = ReturnType<typeof createTemplates>

export function createTemplates(db: Db) {
  const columns = 'id, kind, name, text, saved_at AS savedAt'
  const list = db.prepare(`SELECT ${columns} FROM template WHERE deleted_at IS NULL ORDER BY lower(name)`)
  const count = db.prepare('SELECT count(*) FROM template WHERE deleted_at IS NULL').pluck()
  const byId = db.prepare(`SELECT ${columns} FROM template WHERE id = ? AND deleted_at IS NULL`)
  const byName = db.prepare(`SELECT ${columns} FROM template WHERE lower(name) = lower(?) AND deleted_at IS NULL`)
  const deleted = db.prepare(`SELECT ${columns} FROM template WHERE id = ? AND deleted_at IS NOT NULL`)
  const parts = db.prepare('SELECT parts FROM template WHERE id = ?').pluck()
  const insert = db.prepare(
    `INSERT INTO template (id, kind, name, text, parts, saved_at) VALUES (:id, :kind, :name, :text, :parts, :savedAt)`,
  )
  const update = db.prepare('UPDATE template SET name = :name, text = :text, saved_at = :savedAt WHERE id = :id')
  const remove = db.prepare('UPDATE template SET deleted_at = ? WHERE id = ?')
  const forget = db.prepare(
    `DELETE FROM template WHERE id IN
       (SELECT id FROM template WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC LIMIT -1 OFFSET ${deletedKept})`,
  )
  const one = (row: unknown): Template | null => (row === undefined ? null : Template.parse(row))

  return {
    list: (): Template[] => list.all().map((row) => Template.parse(row)),
    count: (): number => count.get() as number,
    /** By id or name; null if there is none. */
    seek: (ref: string): Template | null => one(byId.get(ref) ?? byName.get(ref)),
    seekDeleted: (id: string): Template | null => one(deleted.get(id)),
    parts: (id: string): TemplateParts => TemplateParts.parse(JSON.parse(parts.get(id) as string)),
    insert: (template: Template, made: TemplateParts): void => void insert.run({ ...template, parts: JSON.stringify(made) }),
    update: ({ id, name, text, savedAt }: Template): void => void update.run({ id, name, text, savedAt }),
    remove(id: string, now: number): void {
      remove.run(now, id)
      forget.run()
    },
    restore: (id: string): void => void remove.run(null, id),
  }
}
