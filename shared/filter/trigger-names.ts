import type { Trigger } from '../model/run.ts'

/** The stored names of these say too little in a filter. */
const names: Partial<Record<Trigger, string>> = { hand: 'manual', files: 'file', after: 'after-job' }
const stored = new Map(Object.entries(names).map(([trigger, name]) => [name, trigger as Trigger]))

/** Stored names that are also understood, with the names for them. */
export const triggerAliases: Readonly<Record<string, string>> = { ...names }

/** How a filter names a trigger, in the words of the window. */
export const nameOfTrigger = (trigger: Trigger): string => names[trigger] ?? trigger

/** The trigger that a filter names. */
export const triggerOfName = (name: string): string => stored.get(name) ?? name
