package dev.kcompact.testbed.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The page is both HTML and well-formed XML, so a strict XML parser can check it. */
final class ReportPageTest {
  private static final String HOSTILE = "</td><script>alert(\"x\")</script>&amp;'\uFFFD\uFFFD";

  @Test
  void isWellFormed() throws Exception {
    for (RunReport report :
        List.of(
            ReportFixture.referenceDay(), ReportFixture.brokenDay(), ReportFixture.smallDay())) {
      assertThat(parse(report).getDocumentElement().getTagName()).isEqualTo("html");
    }
  }

  @Test
  void needsNothingButItself() throws Exception {
    Document page = parse(ReportFixture.brokenDay());

    assertThat(elements(page, "script")).isEmpty();
    assertThat(elements(page, "img")).isEmpty();
    assertThat(elements(page, "link")).allMatch(link -> link.getAttribute("href").equals("data:,"));
    assertThat(elements(page, "a")).allMatch(link -> link.getAttribute("href").startsWith("#"));
    assertThat(elements(page, "style").get(0).getTextContent())
        .doesNotContain("url(", "@import", "@font-face");
    assertThat(elements(page, "*"))
        .allSatisfy(
            element -> {
              for (int i = 0; i < element.getAttributes().getLength(); i++) {
                assertThat(element.getAttributes().item(i).getNodeName()).doesNotStartWith("on");
              }
            });
  }

  @Test
  void showsHostileNamesAsTheyAre() throws Exception {
    Document page = parse(ReportFixture.brokenDay());

    List<String> cells = new ArrayList<>();
    elements(page, "td").forEach(cell -> cells.add(cell.getTextContent()));
    elements(page, "th").forEach(cell -> cells.add(cell.getTextContent()));
    elements(page, "code").forEach(code -> cells.add(code.getTextContent()));

    assertThat(cells).contains(HOSTILE, "topics/" + HOSTILE, "compacted/" + HOSTILE + ".parquet");
    assertThat(elements(page, "script")).isEmpty();
  }

  @Test
  void everyLinkHasItsTarget() throws Exception {
    Document page = parse(ReportFixture.referenceDay());
    Set<String> ids = new TreeSet<>();

    for (Element element : elements(page, "*")) {
      String id = element.getAttribute("id");
      assertThat(id.isEmpty() || ids.add("#" + id)).as(id).isTrue();
    }

    assertThat(elements(page, "a"))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(ids).contains(link.getAttribute("href")));
  }

  @Test
  void tablesAndChartsHaveNames() throws Exception {
    Document page = parse(ReportFixture.referenceDay());

    assertThat(elements(page, "figure"))
        .allSatisfy(
            figure -> assertThat(figure.getFirstChild().getNodeName()).isEqualTo("figcaption"));
    assertThat(elements(page, "svg"))
        .hasSize(6)
        .allSatisfy(
            chart -> {
              assertThat(chart.getAttribute("role")).isEqualTo("img");
              assertThat(chart.getAttribute("aria-label")).hasSizeGreaterThan(20);
              assertThat(chart.getFirstChild().getNodeName()).isEqualTo("title");
            });
    assertThat(elements(page, "table"))
        .hasSizeGreaterThan(8)
        .allSatisfy(table -> assertThat(table.getAttribute("aria-label")).isNotBlank());
    assertThat(elements(page, "th"))
        .allSatisfy(header -> assertThat(header.getAttribute("scope")).isIn("col", "row"));
  }

  @Test
  void headlineSaysWhetherItHolds() throws Exception {
    assertThat(headline(ReportFixture.referenceDay()))
        .isEqualTo(
            "✓ Complete. Each of the 70,000 raw objects is in exactly one Parquet file, by the lineage in the "
                + "files. 10 of 10 checks passed.");
    assertThat(headline(ReportFixture.brokenDay()))
        .isEqualTo(
            "✗ Failed. Objects missing: 1, duplicated: 1, changed: 0; files unproven: 0. "
                + "0 of 1 checks passed.");
  }

  @Test
  void chartsStayWithinTheirBoxes() throws Exception {
    for (Element chart : elements(parse(ReportFixture.referenceDay()), "svg")) {
      String[] box = chart.getAttribute("viewBox").split(" ");
      NodeList bars = chart.getElementsByTagName("rect");
      for (int i = 0; i < bars.getLength(); i++) {
        Element bar = (Element) bars.item(i);
        assertThat(number(bar, "x")).isNotNegative();
        assertThat(number(bar, "y")).isNotNegative();
        assertThat(number(bar, "width")).isPositive();
        assertThat(number(bar, "x") + number(bar, "width"))
            .isLessThanOrEqualTo(Double.parseDouble(box[2]));
        assertThat(number(bar, "y") + number(bar, "height"))
            .isLessThanOrEqualTo(Double.parseDouble(box[3]));
      }
    }
  }

  @Test
  void anElementLeftOpenIsNoPage() {
    assertThatThrownBy(() -> new Markup().open("p").document())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("elements are still open: [p]");
  }

  private static String headline(RunReport report) throws Exception {
    return elements(parse(report), "p").stream()
        .filter(paragraph -> paragraph.getAttribute("class").startsWith("headline"))
        .findFirst()
        .orElseThrow()
        .getTextContent();
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static Document parse(RunReport report) throws Exception {
    byte[] page = ReportPage.of(report).getBytes(UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(page));
  }

  private static List<Element> elements(Document page, String name) {
    NodeList found = page.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }
}
