import * as z from 'zod'
import { AppError } from '../../../shared/errors.ts'
import type { Engine } from '../../engine/engine.ts'

export type Call = { engine: Engine; query: URLSearchParams; body: () => Promise<unknown> }
export type Answer = { status?: number; value?: unknown }

export const ok: Answer = { value: { ok: '1' } }

/** PocketFlow's programs write names in either way: `FlowID`, `flow_id`. Throws invalid for a body that is not an object. */
export function anyCase(body: unknown): Record<string, unknown> {
  const value = body ?? {}
  if (typeof value !== 'object' || Array.isArray(value)) throw new AppError('invalid', 'The body must be a JSON object.')
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name.toLowerCase().replaceAll('_', ''), part]))
}

export const text = z.string().max(8 * 1024 * 1024)

/** PocketFlow's times are whole seconds; 0 stands for none. */
export const seconds = (ms: number | null): number => (ms === null ? 0 : Math.floor(ms / 1_000))

export type Page = { page: number; size: number; offset: number }

/** Clients ask for pages by number. */
export function pageOf(query: URLSearchParams): Page {
  const page = wholeNumber(query.get('page'), 1, 1_000_000)
  const size = wholeNumber(query.get('page_size'), 10, 500)
  return { page, size, offset: (page - 1) * size }
}

function wholeNumber(said: string | null, otherwise: number, most: number): number {
  const value = Number(said)
  return Number.isInteger(value) && value > 0 ? Math.min(value, most) : otherwise
}

export const pageAnswer = ({ page, size }: Page, data: unknown[], total: number): Answer => ({
  value: { data, total, page, size },
})
