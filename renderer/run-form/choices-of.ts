import { createContext } from 'react'
import type { Target } from './start.ts'

/** Whose commands print the choices of parameters; null: none does, so their fields are plain text. */
export const ChoicesOf = createContext<Target | null>(null)
