import { type ReactNode, useRef } from 'react';

type FileChoiceProps = {
  readonly label: string;
  /** Some were chosen: at least one. */
  readonly onFiles: (files: readonly File[]) => void;
  /** The button that opens the system's dialog. */
  readonly button: (open: () => void) => ReactNode;
};

/** Chooses files of this machine. */
export const FileChoice = ({ label, onFiles, button }: FileChoiceProps): ReactNode => {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      {button(() => input.current?.click())}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={label}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file may be chosen again.
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
};
