import { LayoutTemplate } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Action } from '../ui/table/action.ts'
import { words } from './words.ts'

/** Leads to what new definitions can start from. */
export function useNewFromTemplate(): Action {
  const [, go] = useLocation()
  return { name: words.newFrom, icon: LayoutTemplate, act: () => go('/examples') }
}
