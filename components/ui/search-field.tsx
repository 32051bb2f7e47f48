'use client';

import { useEffect, useState } from 'react';
import { TextField } from './field';

/** A pause in typing after which the server is asked. */
const TYPING_MS = 250;

/** A search field that asks when the typing pauses, not at each letter. */
export const SearchField = (props: {
  readonly label: string;
  /** The label is for screen readers only: the placeholder says it. */
  readonly hideLabel?: boolean;
  readonly placeholder: string;
  readonly value: string;
  readonly maxLength: number;
  readonly className?: string;
  readonly onChange: (value: string) => void;
}) => {
  const { label, hideLabel = false, placeholder, maxLength, className = '', onChange } = props;
  const [text, setText] = useState(props.value);
  const [sent, setSent] = useState(props.value);
  // The address changed by itself (a step back, cleared filters): what it says now stands in the field.
  if (props.value !== sent) {
    setSent(props.value);
    setText(props.value);
  }
  useEffect(() => {
    if (text === sent) return;
    const timer = setTimeout(() => {
      setSent(text);
      onChange(text);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, sent, onChange]);
  return (
    <TextField
      type="search"
      label={label}
      hideLabel={hideLabel}
      placeholder={placeholder}
      className={className}
      maxLength={maxLength}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
};
