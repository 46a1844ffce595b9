package io.vedette.camera.simulated;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;

/**
 * Writes capital letters, digits and a few signs with strokes: the box has no fonts. A letter is 4
 * units wide and 6 high in a grid, its strokes are listed as pairs of column and row.
 */
final class Lettering {

  private static final double ADVANCE = 6;
  private static final double ROWS = 6;
  private static final float PEN = 0.85f;

  private Lettering() {}

  /** How wide a text is at a height, in the same unit. */
  static double width(String text, double height) {
    return (text.length() * ADVANCE - 2) * height / ROWS;
  }

  /** Writes with its upper left corner at a place. Signs that it does not know are left blank. */
  static void write(Graphics2D g, String text, double x, double y, double height) {
    double unit = height / ROWS;
    Path2D.Double path = new Path2D.Double();
    for (int i = 0; i < text.length(); i++) {
      add(path, strokes(text.charAt(i)), x + i * ADVANCE * unit, y, unit);
    }
    Shape outline =
        new BasicStroke((float) (PEN * unit), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
            .createStrokedShape(path);
    g.fill(outline);
  }

  private static void add(Path2D path, String strokes, double x, double y, double unit) {
    for (String stroke : strokes.split(" ")) {
      for (int i = 0; i + 1 < stroke.length(); i += 2) {
        double column = x + (stroke.charAt(i) - '0') * unit;
        double row = y + (stroke.charAt(i + 1) - '0') * unit;
        if (i == 0) {
          path.moveTo(column, row);
        } else {
          path.lineTo(column, row);
        }
      }
    }
  }

  private static String strokes(char sign) {
    return switch (sign) {
      case 'A' -> "06022042464446 0444";
      case 'B' -> "00063645443303 0030414233";
      case 'C' -> "4130100105163645";
      case 'D' -> "00063645413000";
      case 'E' -> "40000646 0333";
      case 'F' -> "400006 0333";
      case 'G' -> "41301001051636454323";
      case 'H' -> "0006 4046 0343";
      case 'I' -> "1030 2026 1636";
      case 'J' -> "4045361605";
      case 'K' -> "0006 4003 1346";
      case 'L' -> "000646";
      case 'M' -> "0600234046";
      case 'N' -> "06004640";
      case 'O' -> "103041453616050110";
      case 'P' -> "060030414233 3303";
      case 'Q' -> "103041453616050110 2446";
      case 'R' -> "060030414233 3303 2346";
      case 'S' -> "413010010213334445361605";
      case 'T' -> "0040 2026";
      case 'U' -> "000516364540";
      case 'V' -> "002640";
      case 'W' -> "0016233640";
      case 'X' -> "0046 4006";
      case 'Y' -> "002340 2326";
      case 'Z' -> "00400646";
      case '0' -> "103041453616050110 2324";
      case '1' -> "112026 1636";
      case '2' -> "01103041420646";
      case '3' -> "011030414233 1333 334445361605";
      case '4' -> "36300444";
      case '5' -> "400002324345361605";
      case '6' -> "413010010516364544331304";
      case '7' -> "004016";
      case '8' -> "103041423313020110 133344453616050413";
      case '9' -> "051636454130100102133342";
      case '.' -> "2526";
      case ':' -> "2122 2425";
      case '-' -> "1333";
      default -> "";
    };
  }
}
