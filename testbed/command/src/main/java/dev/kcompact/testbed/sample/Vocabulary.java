package dev.kcompact.testbed.sample;

import java.util.List;
import java.util.SplittableRandom;

/** Brazilian names, places and phrases. */
final class Vocabulary {
  record City(String name, String state, double latitude, double longitude) {}

  static final List<City> CITIES =
      List.of(
          new City("São Paulo", "SP", -23.55052, -46.633308),
          new City("Rio de Janeiro", "RJ", -22.906847, -43.172897),
          new City("Belo Horizonte", "MG", -19.916681, -43.934493),
          new City("Brasília", "DF", -15.793889, -47.882778),
          new City("Florianópolis", "SC", -27.595378, -48.54805),
          new City("Goiânia", "GO", -16.686891, -49.264794),
          new City("Maceió", "AL", -9.649849, -35.70895),
          new City("Vitória", "ES", -20.315472, -40.312806),
          new City("Belém", "PA", -1.455755, -48.490179),
          new City("Curitiba", "PR", -25.428356, -49.273252),
          new City("São João del-Rei", "MG", -21.135571, -44.261727),
          new City("Macapá", "AP", 0.034934, -51.06944));

  private static final List<String> NAMES =
      List.of(
          "João",
          "Conceição",
          "Antônio",
          "Márcia",
          "Luís",
          "Ângela",
          "Íris",
          "Zoë",
          "Raíssa",
          "D'Ávila",
          "Gonçalves",
          "Araújo",
          "Magalhães",
          "Simões",
          "Muñoz",
          "Müller",
          "Nakamura",
          "Silva",
          "Souza",
          "da Cunha",
          "e Sá",
          "Brandão",
          "Guimarães",
          "Xavier");

  private static final List<String> STREETS =
      List.of(
          "Rua XV de Novembro",
          "Avenida Paulista",
          "Praça da Sé",
          "Travessa do Comércio",
          "Rua São João",
          "Alameda Santos",
          "Rodovia BR-101, km 203",
          "Rua 7 de Setembro",
          "Ladeira da Misericórdia",
          "Estrada do Coco");

  private static final List<String> WORDS =
      List.of(
          "entrega",
          "após",
          "às",
          "18h",
          "não",
          "tocar",
          "campainha",
          "portão",
          "azul",
          "próximo",
          "à",
          "padaria",
          "ligação",
          "antes",
          "endereço",
          "condomínio",
          "bloco",
          "atenção",
          "frágil",
          "cliente",
          "solicitou",
          "devolução",
          "cartão",
          "crédito",
          "promoção",
          "você",
          "também",
          "vovó",
          "maçã",
          "pão",
          "químico",
          "ônibus",
          "açaí",
          "R$ 10,00",
          "50% de",
          "e/ou",
          "ü");

  private static final List<String> ODD =
      List.of(
          "disse \"urgente\"",
          "c:\\temp\\nota",
          "duas\nlinhas",
          "tab\taqui",
          "presente 🎁 🇧🇷",
          "fim \u2028 de linha",
          "{\"não\":\"é objeto\"}",
          "[1,2,3]",
          "null",
          "",
          " ",
          "\u0001",
          "e\u0301 combinado",
          "preço: €5 ≠ £5",
          "日本語",
          "'; DROP TABLE pedidos; --",
          "\r\n");

  private static final List<String> PRODUCTS =
      List.of(
          "Café torrado 500 g",
          "Pão de queijo congelado",
          "Cadeira ergonômica",
          "Tênis nº 42",
          "Fogão 4 bocas",
          "Edredom solteiro",
          "Açúcar mascavo",
          "Lâmpada LED 9 W",
          "Coleção Machado de Assis",
          "Ração para cães 15 kg",
          "Óleo de girassol",
          "TV 55\" 4K",
          "Chimarrão: cuia e bomba",
          "Sabão em pó");

  private static final char[] FILLER =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray();

  private Vocabulary() {}

  static City city(SplittableRandom random) {
    return pick(CITIES, random);
  }

  static String street(SplittableRandom random) {
    return pick(STREETS, random);
  }

  static String product(SplittableRandom random) {
    return pick(PRODUCTS, random);
  }

  static String person(SplittableRandom random) {
    return pick(NAMES, random) + ' ' + pick(NAMES, random) + ' ' + pick(NAMES, random);
  }

  /** A phrase of everyday words, sometimes with text that is difficult to parse. */
  static String phrase(SplittableRandom random) {
    if (random.nextInt(12) == 0) {
      return pick(ODD, random);
    }
    StringBuilder text = new StringBuilder(64);
    int words = 3 + random.nextInt(7);
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : " ").append(pick(WORDS, random));
    }
    return text.toString();
  }

  /** Text with a low compression ratio, to increase a record's size. */
  static String filler(int length, SplittableRandom random) {
    char[] text = new char[length];
    long bits = 0;
    for (int i = 0; i < length; i++) {
      if (i % 10 == 0) {
        bits = random.nextLong();
      }
      text[i] = FILLER[(int) (bits & 63)];
      bits >>>= 6;
    }
    return new String(text);
  }

  static <T> T pick(List<T> values, SplittableRandom random) {
    return values.get(random.nextInt(values.size()));
  }
}
