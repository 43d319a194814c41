package dev.kcompact.contract.footer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Footers as they are stored. */
class FooterReaderTest {
  /** A footer of a job that did not know of deferred dead letters: 3 rows, closed by its wait. */
  private static final String OLD =
      "504152311502191c4804726f6f74001606190c192c18106b636f6d706163742e6c696e6561676518"
          + "5841574d73576232496b5a6d5263512b7a314b46714474654d733571664833344c54536f772b6d4f"
          + "65384c32723637615a6c396e3170367164764978734a666f6c326762617248705a78666c35584977"
          + "4d44436d5a503277420018126b636f6d706163742e636c6f7365642d627918084d41585f57414954"
          + "00009e00000050415231";

  private static final String DEFERRED =
      "504152311502191c4804726f6f74001606190c193c18106b636f6d706163742e6c696e6561676518"
          + "5841574d73576232496b5a6d5263512b7a314b46714474654d733571664833344c54536f772b6d4f"
          + "65384c32723637615a6c396e3170367164764978734a666f6c326762617248705a78666c35584977"
          + "4d44436d5a503277420018126b636f6d706163742e636c6f7365642d627918084d41585f57414954"
          + "0018196b636f6d706163742e64656665727265642d6c657474657273181d7b2276657273696f6e22"
          + "3a312c22657863657074696f6e73223a5b5d7d0000d900000050415231";

  @Test
  void aFooterWithoutDeferredLettersIsReadAsBefore() throws Exception {
    Footer footer = read(OLD);

    assertThat(footer.lineage().orElseThrow().rows()).isEqualTo(3);
    assertThat(footer.closedBy()).contains("MAX_WAIT");
    assertThat(footer.deferredLetters()).isEmpty();
  }

  @Test
  void aFooterNamesItsDeferredLetters() throws Exception {
    Footer footer = read(DEFERRED);

    assertThat(footer.lineage()).isEqualTo(read(OLD).lineage());
    assertThat(footer.closedBy()).contains("MAX_WAIT");
    assertThat(footer.deferredLetters()).contains("{\"version\":1,\"exceptions\":[]}");
  }

  private static Footer read(String hex) throws Exception {
    return FooterReader.read(length -> HexFormat.of().parseHex(hex));
  }
}
