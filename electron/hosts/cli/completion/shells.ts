import type { Candidate } from './candidates.ts'

export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const
export type Shell = (typeof shells)[number]

/** Each script asks `lf` for the candidates, and completes files where there are none. */
export const scripts: Record<Shell, string> = {
  bash: `# Completion of lf for bash.
_lf() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    case \${COMP_WORDS[COMP_CWORD]} in
      [\\"\\']*) COMPREPLY+=("$line") ;;
      *) COMPREPLY+=("$(printf %q "$line")") ;;
    esac
  done < <(lf completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _lf lf
`,
  zsh: `#compdef lf
# Completion of lf for zsh. compinit must have run.
_lf() {
  local -a found
  found=("\${(@f)$(lf completion zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then _describe lf found; else _files; fi
}
compdef _lf lf
`,
  fish: `# Completion of lf for fish.
function __lf_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l found (lf completion fish -- $words[2..-1] 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c lf -f -a '(__lf_complete)'
`,
  // An empty word would not reach the program in Windows PowerShell.
  powershell: `# Completion of lf for PowerShell.
Register-ArgumentCompleter -Native -CommandName lf -ScriptBlock {
  param($word, $ast, $cursor)
  $words = @($ast.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { $_.Extent.Text })
  $last = if ($word -eq '') { '""' } else { $word }
  lf completion powershell -- @words $last 2>$null | ForEach-Object {
    $value, $text = $_ -split "\`t", 2
    $shown = if ($value -match "[\\s']") { "'" + ($value -replace "'", "''") + "'" } else { $value }
    [System.Management.Automation.CompletionResult]::new($shown, $value, 'ParameterValue', $(if ($text) { $text } else { $value }))
  }
}
`,
}

/** A candidate in the form that the script of the shell reads. */
export function lineOf(shell: Shell, { value, description }: Candidate): string {
  if (shell === 'bash' || description === '') return shell === 'zsh' ? escaped(value) : value
  return shell === 'zsh' ? `${escaped(value)}:${description}` : `${value}\t${description}`
}

const escaped = (value: string): string => value.replaceAll(/[\\:]/g, '\\$&')

/** A word as the person typed it, without its quotes. Bash gives the sign of \`--option=value\` as a word of its own. */
export const unquoted = (word: string): string =>
  word === '=' ? '' : /^["']/.test(word) ? word.replace(/^(["'])(.*?)\1?$/s, '$2') : word.replaceAll(/\\(.)/gs, '$1')

/** Words after \`lf\` as \`lf\` would get them. */
export const wordsOf = (words: readonly string[]): string[] =>
  words.flatMap((word, at) => (word === '=' && at < words.length - 1 ? [] : [unquoted(word)]))
