import type { SubjectKind } from '../../../shared/model/alert.ts'
import type { Db } from './db.ts'

/** With more subjects than this, all of them are looked for in the database. */
const rememberedMost = 10_000

type Known = { keys: Set<string>; others: number; isAll: boolean; undoings: number }

/**
 * Which subjects have an unresolved alert, in memory, so that a run that succeeds costs no query. Read again after a write
 * was rolled back.
 */
export function createUnresolvedSubjects(db: Db, undoings: () => number) {
  const all = db.prepare(`SELECT subject_kind AS kind, subject FROM alert WHERE state <> 'resolved' LIMIT ?`)
  let known: Known | null = null

  function read(): Known {
    if (known?.undoings === undoings()) return known
    const rows = all.all(rememberedMost + 1) as { kind: SubjectKind; subject: string }[]
    known = {
      keys: new Set(rows.map(({ kind, subject }) => keyOf(kind, subject))),
      others: rows.filter(({ kind }) => kind !== 'job').length,
      isAll: rows.length <= rememberedMost,
      undoings: undoings(),
    }
    return known
  }

  const keyOf = (kind: SubjectKind, subject: string): string => `${kind} ${subject}`

  return {
    has(kind: SubjectKind, subject: string): boolean {
      const { keys, isAll } = read()
      return !isAll || keys.has(keyOf(kind, subject))
    },
    /** Whether a flow, a pipeline or a command has one. */
    hasOthers(): boolean {
      const { others, isAll } = read()
      return !isAll || others > 0
    },
    hasAny(): boolean {
      const { keys, isAll } = read()
      return !isAll || keys.size > 0
    },
    add(kind: SubjectKind, subject: string): void {
      const now = read()
      const key = keyOf(kind, subject)
      if (!now.isAll || now.keys.has(key)) return
      now.keys.add(key)
      if (kind !== 'job') now.others++
      now.isAll = now.keys.size <= rememberedMost
    },
    remove(kind: SubjectKind, subject: string): void {
      const now = read()
      if (now.keys.delete(keyOf(kind, subject)) && kind !== 'job') now.others--
    },
  }
}
