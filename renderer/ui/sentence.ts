import { createElement, Fragment, type ReactNode } from 'react'

/** A sentence that holds elements, such as a link: as a template of a words file, so that a translation may order them otherwise. */
export const sentence = (texts: TemplateStringsArray, ...parts: ReactNode[]): ReactNode =>
  createElement(Fragment, null, ...texts.flatMap((text, at) => [text, parts[at]]))
