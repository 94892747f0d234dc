import { type CSSProperties, memo, useState } from 'react'
import type { LogLine } from '../../../../shared/model/log.ts'
import { bytesText } from '../../../ui/bytes-text.ts'
import { cx } from '../../../ui/class-names.ts'
import { type Piece, piecesOf } from './ansi.ts'
import { withControlSigns, withDirectionSigns } from './control-signs.ts'
import { type Highlighter, type MarkedPiece, withMarks } from './highlights.ts'
import { prettyJson } from './json-line.ts'
import { statesOf } from './progress.ts'
import { words } from './words.ts'

/** How the text of lines is shown. */
export type TextLook = { highlight: Highlighter | null; pretty: boolean; controls: boolean }

export const plainLook: TextLook = { highlight: null, pretty: false, controls: false }

/** A longer line is cut until a person wants to see all of it. */
const longLine = 2_000
/** Characters of it that are shown before a hit. */
const beforeHit = 400

type Props = {
  line: LogLine
  look?: TextLook
  /** Opens a line whose text is only partly here; without it, its size is told. */
  onWhole?: ((line: number) => void) | undefined
  /** Shows all states of a progress bar, or its last one only. */
  states?: { shown: boolean; toggle(line: number): void } | undefined
}

/** Kept while only its place changes: to find colors and links again would cost more than all else. */
export const LineText = memo(function LineText({ line, look = plainLook, onWhole, states }: Props) {
  const [isWhole, setIsWhole] = useState(false)
  const [of, setOf] = useState(line.n)
  if (of !== line.n) {
    // Rows are used again for other lines.
    setOf(line.n)
    setIsWhole(false)
  }
  const drawn = line.text.includes('\r') ? statesOf(line.text) : null
  const shown = states?.shown === true && drawn !== null ? drawn : [textShown(line.text, look)]
  const isLong = !isWhole && shown.some((text) => text.length > longLine)
  const isFar = look.highlight !== null && line.cut > 0 && look.highlight(line.text).length === 0
  return (
    <bdi dir="ltr">
      {shown.map((text, at) => (
        <span key={at} className={cx(shown.length > 1 && 'block')}>
          <Pieces text={isLong ? partOf(text, look) : text} look={look} />
        </span>
      ))}
      {isLong && line.cut === 0 && (
        <LineButton onPress={() => setIsWhole(true)}>{words.showAll(bytesText(line.text.length))}</LineButton>
      )}
      {line.cut > 0 && <Cut line={line} isFar={isFar} onWhole={onWhole} />}
      {states && drawn !== null && drawn.length > 1 && (
        <LineButton expanded={states.shown} onPress={() => states.toggle(line.n)}>
          {states.shown ? words.lastState : words.allStates(drawn.length)}
        </LineButton>
      )}
    </bdi>
  )
})

const textShown = (text: string, { pretty, controls }: TextLook): string =>
  controls ? withControlSigns(text) : ((pretty ? prettyJson(text) : null) ?? text)

/** The start of a long text, or what is around the first hit in it. */
function partOf(text: string, { highlight }: TextLook): string {
  const [first] = highlight?.(text) ?? []
  if (!first || first.to <= longLine) return text.slice(0, longLine)
  const from = first.from - beforeHit
  return `… ${text.slice(from, from + longLine)}`
}

type CutProps = Pick<Props, 'line' | 'onWhole'> & { isFar: boolean }

/** `isFar`: the hit is in the part that is not here. */
const Cut = ({ line, isFar, onWhole }: CutProps) =>
  onWhole ? (
    <LineButton onPress={() => onWhole(line.n)}>
      {isFar ? words.showMatch : words.openWhole(bytesText(line.text.length + line.cut))}
    </LineButton>
  ) : (
    <span className="font-sans text-ink-3">{words.cut(bytesText(line.cut))}</span>
  )

const LineButton = ({ expanded, onPress, children }: { expanded?: boolean; onPress(): void; children: string }) => (
  <button
    type="button"
    aria-expanded={expanded}
    onClick={onPress}
    className="sticky right-2 ml-2 rounded-sm border border-rule-2 bg-surface px-1.5 font-sans text-xs/4 text-ink-2 select-none hover:bg-hover hover:text-ink focus-visible:outline-offset-[-2px]"
  >
    {children}
  </button>
)

/** The text with its colors, links and marks. What would turn the direction of the rest is shown as a sign. */
function Pieces({ text, look }: { text: string; look: TextLook }) {
  const pieces: readonly Piece[] = look.controls ? [{ text, className: '', variables: {}, href: null }] : piecesOf(text)
  return withMarks(pieces, look.highlight).map((piece, at) => <PieceText key={at} {...piece} />)
}

function PieceText({ text, className, variables, href, marked }: MarkedPiece) {
  const signs = withDirectionSigns(text)
  const shown = marked ? <mark className="log-mark">{signs}</mark> : signs
  if (href !== null)
    return (
      <a
        href={href}
        title={href}
        target="_blank"
        rel="noopener noreferrer"
        style={variables as CSSProperties}
        className={cx('underline decoration-rule-2 hover:decoration-current', className)}
      >
        {shown}
      </a>
    )
  return className === '' ? (
    shown
  ) : (
    <span style={variables as CSSProperties} className={className}>
      {shown}
    </span>
  )
}
