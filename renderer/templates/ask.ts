import { LayoutTemplate } from 'lucide-react'
import { create } from 'zustand'
import type { Template } from '../../shared/model/template.ts'
import type { Action } from '../ui/table/action.ts'
import { words } from './words.ts'

export type Saved = { kind: Template['kind']; id: string; name: string }

/** What is to be saved as a template, or the template whose name and text are to change. */
export type TemplateQuestion = { of: 'new'; definition: Saved } | { of: 'saved'; template: Template }

export const useTemplateQuestion = create<{ question: TemplateQuestion | null }>(() => ({ question: null }))

/** Offers to save a definition as a template. */
export const templateAction = (definition: Saved): Action => ({
  ...{ name: words.save, fullName: words.saveThis(definition.name), icon: LayoutTemplate },
  act: () => useTemplateQuestion.setState({ question: { of: 'new', definition } }),
})
