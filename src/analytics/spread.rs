//! How many known groups use a technique, in three classes: what the score needs without the whole of ATT&CK.
//!
//! Made from the facts that the site carries (`public/attack.json`, MITRE ATT&CK Enterprise), and held to them by a test.
//! A technique with sub-techniques counts with the largest number among its own and theirs (service.md 6, prevalence);
//! ids that were replaced count as those that replaced them.

use std::collections::HashMap;
use std::sync::LazyLock;

/// More groups than these are many.
pub const MANY_OVER: u32 = 20;
/// More groups than these are some.
pub const SOME_OVER: u32 = 5;

/// How widely a technique is used by known groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spread {
    /// By at most [`SOME_OVER`], or by none that is known.
    Few,
    /// By at most [`MANY_OVER`].
    Some,
    /// By more.
    Many,
}

/// How widely a technique is used, by its id in any letter case.
pub fn spread(technique: &str) -> Spread {
    let id = technique.trim().trim_start_matches(['T', 't']);
    KNOWN.get(id).copied().unwrap_or(Spread::Few)
}

static KNOWN: LazyLock<HashMap<&str, Spread>> = LazyLock::new(|| {
    let many = MANY.split(' ').map(|id| (id, Spread::Many));
    many.chain(SOME.split(' ').map(|id| (id, Spread::Some))).collect()
});

/// Ids without their `T`.
const MANY: &str = "\
    1002 1003 1003.001 1005 1016 1018 1021 1021.001 1021.002 1022 1027 1027.002 1027.010 1027.013 1031 \
    1033 1036 1036.004 1036.005 1038 1041 1045 1046 1047 1049 1050 1053 1053.005 1056 1056.001 1057 1059 \
    1059.001 1059.003 1059.005 1059.007 1060 1063 1068 1070 1070.004 1071 1071.001 1073 1074 1074.001 \
    1076 1077 1078 1082 1083 1085 1086 1087 1087.002 1089 1100 1105 1107 1112 1116 1133 1140 1168 1189 \
    1190 1192 1193 1203 1204 1204.001 1204.002 1218 1218.011 1503 1505 1505.003 1518 1518.001 1543 \
    1543.003 1547 1547.001 1553 1553.002 1555 1555.003 1560 1560.001 1562 1562.001 1566 1566.001 \
    1566.002 1567 1567.002 1574 1574.001 1574.002 1583 1583.001 1583.006 1587 1587.001 1588 1588.002 \
    1608 1608.001";

/// Likewise.
const SOME: &str = "\
    1003.002 1003.003 1003.004 1007 1009 1012 1014 1015 1016.001 1017 1020 1021.004 1024 1027.001 \
    1027.003 1027.005 1027.015 1032 1035 1036.003 1039 1040 1048 1048.003 1055 1055.001 1055.012 \
    1059.004 1059.006 1065 1066 1069 1069.001 1069.002 1070.001 1070.003 1070.006 1071.003 1071.004 1072 \
    1074.002 1075 1078.002 1078.003 1078.004 1079 1081 1084 1087.001 1088 1090 1090.001 1090.002 \
    1090.003 1091 1093 1094 1095 1098 1098.007 1099 1102 1102.001 1102.002 1106 1110 1110.003 1113 1114 \
    1114.001 1114.002 1117 1119 1120 1124 1132 1132.001 1135 1136 1136.001 1143 1146 1158 1170 1173 1188 \
    1194 1195 1195.002 1199 1210 1213 1213.002 1217 1218.005 1218.007 1218.010 1219 1219.002 1221 1482 \
    1486 1489 1490 1539 1546 1546.003 1546.008 1548 1548.002 1550 1550.002 1552 1552.001 1555.005 1559 \
    1559.002 1560.003 1562.004 1564 1564.001 1564.003 1566.003 1568 1569 1569.002 1570 1571 1572 1573 \
    1573.001 1573.002 1583.003 1583.004 1584 1584.001 1584.004 1585 1585.001 1585.002 1586 1586.002 \
    1588.001 1588.003 1588.004 1589 1589.002 1591 1593 1594 1595 1595.002 1598 1598.003 1608.004 1656 \
    1657 1680";
