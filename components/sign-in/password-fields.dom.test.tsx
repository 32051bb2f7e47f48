import { createEvent, fireEvent, screen } from '@testing-library/react';
import { IntlProvider } from 'use-intl';
import { describe, expect, it } from 'vitest';
import { onScreen } from '@/components/testing/on-screen';
import signInWords from '@/lib/i18n/messages/en/sign-in.json';
import { NewPasswordFields, useNewPassword } from './new-password-fields';
import { PasswordField } from './password-field';

const OldAndNew = () => {
  const next = useNewPassword(null);
  return (
    <>
      <PasswordField label="Old password" password="" onPassword={() => {}} />
      <NewPasswordFields {...next.fields} />
    </>
  );
};

const show = () =>
  onScreen(
    <IntlProvider locale="en" timeZone="UTC" messages={{ 'sign-in': signInWords }}>
      <OldAndNew />
    </IntlProvider>,
  );

/** A password manager's own words for what a field holds. */
const FIELDS = [
  ['Old password', 'current-password'],
  ['New password', 'new-password'],
  ['Repeat the password', 'new-password'],
] as const;

describe.each(FIELDS)('the field “%s”', (label, holds) => {
  const field = (): HTMLInputElement => {
    show();
    return screen.getByLabelText<HTMLInputElement>(label);
  };

  it('shows nobody what is typed', () => {
    expect(field().type).toBe('password');
  });

  it('is offered to password managers as what it holds, whatever its length', () => {
    const input = field();
    expect(input.autocomplete).toBe(holds);
    // A long password that is pasted would be cut off unseen.
    expect(input.hasAttribute('maxlength')).toBe(false);
  });

  it('takes what is pasted', () => {
    const input = field();
    const paste = createEvent.paste(input);
    fireEvent(input, paste);
    expect(paste.defaultPrevented).toBe(false);
    expect(input.readOnly || input.disabled).toBe(false);
  });
});
