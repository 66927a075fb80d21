import type { Places, Word } from "./places.ts";

export const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * The script that teaches a shell to complete `province` and `npx province`. Each script holds the places as a table and
 * walks to the one of the cursor: a word that makes a known place leads there, an option of that kind for one word only.
 * Where nothing fits, files are completed.
 */
export function completionScript(shell: Shell, places: Places): string {
  return { bash, zsh, fish, powershell }[shell]([...places]);
}

type Entries = readonly (readonly [place: string, words: readonly Word[]])[];

const quoted = (text: string, apostrophe: string): string => `'${text.replaceAll("'", apostrophe)}'`;
const posixWord = (text: string): string => quoted(text, String.raw`'\''`);

/** The words of each place as branches of `case` of a POSIX shell. */
function posixTable(entries: Entries, line: (word: Word) => string): string {
  const branches = entries.map(([place, words]) => {
    const lines = words.map((word) => ` ${posixWord(line(word))}`).join("");
    return `    ${posixWord(place)})${lines && ` printf '%s\\n'${lines}`} ;;`;
  });
  return `_province_words() {\n  case "$1" in\n${branches.join("\n")}\n    *) return 1 ;;\n  esac\n}`;
}

const bash = (entries: Entries): string => `# bash completion of province
${posixTable(entries, ({ word }) => word)}
_province() {
  local IFS=$' \\t\\n' at=province value= word start=1 current="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  if [[ \${COMP_WORDS[0]} == npx ]]; then
    [[ \${COMP_WORDS[1]} == province ]] || return 0
    start=2
  fi
  (( COMP_CWORD >= start )) || return 0
  for word in "\${COMP_WORDS[@]:start:COMP_CWORD-start}"; do
    if [[ $word == = ]]; then continue
    elif [[ -n $value ]]; then value=
    elif _province_words "$at $word" >/dev/null; then
      if [[ $word == -* ]]; then value="$at $word"; else at="$at $word"; fi
    fi
  done
  [[ $current == = ]] && current=
  for word in $(_province_words "\${value:-$at}"); do
    [[ $word == "$current"* ]] && [[ -n $current || $word != -* ]] && COMPREPLY+=("$word")
  done
  return 0
}
complete -o default -F _province province npx
`;

const zsh = (entries: Entries): string => `# zsh completion of province
${posixTable(entries, ({ word, does }) => (does === "" ? word : `${word}:${does}`))}
_province() {
  local at=province value= word
  local -i start=2
  local -a found
  if [[ $words[1] == npx ]]; then
    [[ $words[2] == province ]] && (( CURRENT > 2 )) || { _files; return }
    start=3
  fi
  for word in "\${(@)words[start,CURRENT-1]}"; do
    if [[ -n $value ]]; then value=
    elif _province_words "$at $word" >/dev/null; then
      if [[ $word == -* ]]; then value="$at $word"; else at="$at $word"; fi
    fi
  done
  found=("\${(@f)$(_province_words "\${value:-$at}")}")
  [[ $PREFIX == -* ]] || found=("\${(@)found:#-*}")
  found=("\${(@)found:#}")
  if (( $#found )); then _describe province found; else _files; fi
}
compdef _province province npx
`;

const fishWord = (text: string): string => `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;

function fish(entries: Entries): string {
  const branches = entries.map(([place, words]) => {
    const lines = words.map(({ word, does }) => ` ${fishWord(word)}\\t${fishWord(does)}`).join("");
    return `    case ${fishWord(place)}${lines && `\n      printf '%s\\n'${lines}`}`;
  });
  return `# fish completion of province
function __province_words
  switch "$argv[1]"
${branches.join("\n")}
    case '*'
      return 1
  end
end
function __province_complete
  set -l words (commandline -opc)
  set -l at province
  set -l place
  test "$words[1]" = npx; and set -e words[1]
  for word in $words[2..-1]
    if test -n "$place"
      set place
    else if __province_words "$at $word" >/dev/null
      if string match -q -- '-*' $word
        set place "$at $word"
      else
        set at "$at $word"
      end
    end
  end
  test -n "$place"; or set place $at
  set -l found (__province_words $place)
  string match -qv -- '-*' $found; or __fish_complete_path (commandline -ct)
  test (count $found) -gt 0; and printf '%s\\n' $found
end
complete -c province -f -a '(__province_complete)'
complete -c npx -f -n '__fish_seen_subcommand_from province' -a '(__province_complete)'
`;
}

function powershell(entries: Entries): string {
  const lines = entries.map(([place, words]) => {
    const list = words.map(({ word, does }) => quoted(`${word}|${does}`, "''")).join(", ");
    return `    ${quoted(place, "''")} = @(${list})`;
  });
  return `# PowerShell completion of province
Register-ArgumentCompleter -Native -CommandName province, npx -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $places = @{
${lines.join("\n")}
  }
  $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { "$_" })
  $start = 1
  if ($words[0] -eq 'npx') {
    if ($words[1] -ne 'province') { return }
    $start = 2
  }
  $at = 'province'
  $value = ''
  foreach ($word in @($words | Select-Object -Skip $start)) {
    if ($value) { $value = '' }
    elseif ($places.ContainsKey("$at $word")) {
      if ($word.StartsWith('-')) { $value = "$at $word" } else { $at = "$at $word" }
    }
  }
  $place = if ($value) { $value } else { $at }
  foreach ($line in $places[$place]) {
    $word, $does = $line -split '\\|', 2
    if ($word.StartsWith($wordToComplete) -and ($wordToComplete -or -not $word.StartsWith('-'))) {
      if (-not $does) { $does = $word }
      [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $does)
    }
  }
}
`;
}
