/** Programs that are offered to run a script; any other can be typed. */
export const interpreters = ['bash', 'sh', 'zsh', 'python3', 'node', 'ruby', 'perl', 'pwsh -File']
