package dev.kcompact.cli.inspect;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;

/** Prints JSON by lines, as people write it. */
final class SchemaPrinter extends DefaultPrettyPrinter {
  private static final long serialVersionUID = 1L;

  SchemaPrinter() {
    super(
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withArrayEmptySeparator(""));
    indentObjectsWith(new DefaultIndenter("  ", "\n"));
  }

  private SchemaPrinter(SchemaPrinter other) {
    super(other);
  }

  @Override
  public SchemaPrinter createInstance() {
    return new SchemaPrinter(this);
  }
}
