import type { GuidanceContent } from './content.js';

/** The official guidance, word for word; only white space and the form of Unicode (NFC) are repaired. */
export const officialText: GuidanceContent = {
  kind: 'HƯỚNG DẪN',
  subject:
    'Thực hiện trách nhiệm nêu gương của cán bộ công đoàn, đoàn viên, người lao động trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh',
  preamble:
    'Thực hiện Kế hoạch số 154/KH-TLĐ ngày 08/12/2021 của Tổng Liên đoàn Lao động Việt Nam về thực hiện Kết luận số 01-KL ngày 15/5/2021 của Bộ Chính trị về tiếp tục thực hiện Chỉ thị số 05-CT/TW “Về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh”, Liên đoàn Lao động (LĐLĐ) tỉnh hướng dẫn các cấp công đoàn và đoàn viên, người lao động (ĐVNLĐ) thực hiện tốt một số nội dung của Kế hoạch này, cụ thể như sau:',
  sections: [
    {
      anchor: 'i',
      number: 'I',
      heading: 'MỤC ĐÍCH, YÊU CẦU',
      bullets: [
        {
          anchor: 'i-1',
          text: 'Triển khai, tuyên truyền tới các cấp công đoàn, ĐVNLĐ thực hiện có hiệu quả Kết luận số 01-KL/TW, nhằm tạo sự thống nhất về nhận thức, trách nhiệm và sự chuyển biến rõ rệt trong hành động của các cấp công đoàn và cán bộ, ĐVNLĐ nhận thức sâu sắc về nội dung, giá trị và ý nghĩa to lớn của tư tưởng, đạo đức, phong cách Hồ Chí Minh; tạo sự chuyển biến sâu sắc hơn nữa trong hành động học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh, nhằm thực hiện thắng lợi nghị quyết đại hội Đảng và nghị quyết đại hội công đoàn các cấp.',
        },
        {
          anchor: 'i-2',
          text: 'Các cấp công đoàn phải bám sát Kết luận số 01-KL/TW và các văn bản hướng dẫn, Kế hoạch số 140/KH-LĐLĐ ngày 26/11/2021 của LĐLĐ tỉnh để xây dựng kế hoạch, hướng dẫn của đơn vị, ngành, địa phương mình. Việc triển khai thực hiện Kết luận số 01-KL/TW, Chuyên đề toàn khóa, chuyên đề hằng năm phải tổ chức thường xuyên, gắn với chức năng, nhiệm vụ chính trị của từng cơ quan, đơn vị và nhiệm vụ của cán bộ, ĐVNLĐ đảm bảo thiết thực, hiệu quả.',
        },
        {
          anchor: 'i-3',
          text: 'Cán bộ công đoàn, ĐVNLĐ thực hiện nghiêm túc trách nhiệm nêu gương trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.',
        },
      ],
      parts: [],
    },
    {
      anchor: 'ii',
      number: 'II',
      heading:
        'NỘI DUNG THỰC HIỆN TRÁCH NHIỆM NÊU GƯƠNG CỦA CÁN BỘ CÔNG ĐOÀN, ĐVNLĐ TRONG HỌC TẬP VÀ LÀM THEO TƯ TƯỞNG, ĐẠO ĐỨC, PHONG CÁCH HỒ CHÍ MINH',
      bullets: [],
      parts: [
        {
          anchor: 'ii-1',
          number: '1',
          heading: 'Đối với cán bộ công đoàn và đoàn viên là cán bộ, công chức',
          audience: 'civil-servant',
          bullets: [
            {
              anchor: 'ii-1-1',
              text: 'Thực hiện trách nhiệm nêu gương trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh gắn với việc thực hiện các quy định của Đảng về trách nhiệm nêu gương, trong đó đề cao vai trò tiên phong, gương mẫu của cán bộ, đảng viên, công chức, nhất là người đứng đầu.',
            },
            {
              anchor: 'ii-1-2',
              text: 'Khẳng định tính tiên phong, gương mẫu “trên trước, dưới sau”, “trong trước, ngoài sau”, “đảng viên đi trước, làng nước theo sau”; thể hiện tư tưởng vững vàng, quan điểm đúng đắn, chấp hành nghiêm đường lối, chủ trương, chính sách, pháp luật của Đảng và Nhà nước; dám nghĩ, dám làm, dám chịu trách nhiệm, ý chí tự lực, tự cường, khát vọng phát triển đất nước phồn vinh, hạnh phúc; trung thành với Đảng, chế độ và tổ chức công đoàn; phụng sự Tổ quốc, tôn trọng và tận tụy phục vụ Nhân dân, liên hệ chặt chẽ với Nhân dân, lắng nghe ý kiến và chịu sự giám sát của Nhân dân.',
            },
            {
              anchor: 'ii-1-3',
              text: 'Có phong cách lãnh đạo và làm việc khoa học, dân chủ, sâu sát thực tiễn, thật sự là hạt nhân đoàn kết, quy tụ, tạo động lực và phát huy sức mạnh tập thể; luôn giữ vững nguyên tắc tập trung dân chủ, khách quan, toàn diện, công tâm, công khai, minh bạch, chính xác, chống cục bộ địa phương, bè phái, lợi ích nhóm; có lối sống lành mạnh, trung thực, cần, kiệm, liêm, chính, chí công, vô tư.',
            },
          ],
          parts: [],
        },
        {
          anchor: 'ii-2',
          number: '2',
          heading: 'Đối với cán bộ công đoàn và đoàn viên là viên chức',
          audience: 'public-employee',
          bullets: [
            {
              anchor: 'ii-2-1',
              text: 'Thực hiện trách nhiệm nêu gương trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh gắn với chấp hành đường lối, chủ trương, chính sách, pháp luật của Đảng và Nhà nước.',
            },
            {
              anchor: 'ii-2-2',
              text: 'Có lối sống lành mạnh, trung thực, gương mẫu, cần, kiệm, liêm, chính, chí công, vô tư; có ý thức tổ chức kỷ luật và trách nhiệm trong hoạt động nghề nghiệp, yêu thương, chia sẻ và thấu hiểu đối tượng phục vụ; thực hiện nghiêm các quy định, nội quy, quy chế của đơn vị sự nghiệp công lập; giữ gìn và bảo vệ của công, sử dụng hiệu quả, tiết kiệm tài sản được giao.',
            },
            {
              anchor: 'ii-2-3',
              text: 'Tu dưỡng, rèn luyện đạo đức nghề nghiệp, không ngừng học tập nâng cao trình độ, đổi mới, sáng tạo; thực hiện tốt quy tắc ứng xử của viên chức. Tích cực tham gia các phong trào thi đua, các cuộc vận động do ngành, địa phương phát động; luôn đổi mới phong cách, thái độ phục vụ hướng tới sự hài lòng của đối tượng phục vụ.',
            },
          ],
          parts: [],
        },
        {
          anchor: 'ii-3',
          number: '3',
          heading: 'Đối với cán bộ công đoàn và đoàn viên là công nhân lao động',
          audience: 'worker',
          bullets: [
            {
              anchor: 'ii-3-1',
              text: 'Thực hiện trách nhiệm nêu gương trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh gắn với chấp hành chủ trương, đường lối của Đảng, chính sách, pháp luật của Nhà nước.',
            },
            {
              anchor: 'ii-3-2',
              text: 'Thường xuyên học tập nâng cao trình độ mọi mặt, nâng cao bản lĩnh chính trị, giác ngộ giai cấp, rèn luyện ý thức, tác phong công nghiệp; chấp hành nghiêm pháp luật và kỷ luật lao động.',
            },
            {
              anchor: 'ii-3-3',
              text: 'Chủ động, tích cực tham gia lao động sản xuất, kinh doanh gắn với các phong trào thi đua “Lao động giỏi - Lao động sáng tạo” và các phong trào thi đua khác. Không ngừng đổi mới, sáng tạo, ứng dụng tiến bộ khoa học, công nghệ vào sản xuất, kinh doanh.',
            },
          ],
          parts: [],
        },
      ],
    },
    {
      anchor: 'iii',
      number: 'III',
      heading: 'TỔ CHỨC THỰC HIỆN',
      bullets: [],
      parts: [
        {
          anchor: 'iii-1',
          number: '1',
          heading: 'Liên đoàn Lao động tỉnh',
          bullets: [
            {
              anchor: 'iii-1-1',
              text: 'Hướng dẫn các cấp công đoàn triển khai thực hiện trách nhiệm nêu gương của cán bộ công đoàn, ĐVNLĐ trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.',
            },
            {
              anchor: 'iii-1-2',
              text: 'Tăng cường kiểm tra, giám sát, đôn đốc các cấp công đoàn trong tỉnh triển khai thực hiện trách nhiệm nêu gương của cán bộ công đoàn, ĐVNLĐ trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh; tổng hợp báo cáo kết quả thực hiện hàng năm cho Tổng LĐLĐ Việt Nam.',
            },
          ],
          parts: [],
        },
        {
          anchor: 'iii-2',
          number: '2',
          heading: 'Công đoàn cấp trên cơ sở và CĐCS trực thuộc',
          bullets: [
            {
              anchor: 'iii-2-1',
              text: 'Chủ động tổ chức triển khai tốt việc thực hiện trách nhiệm nêu gương của cán bộ công đoàn, ĐVNLĐ trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh của địa phương, đơn vị mình đảm bảo hiệu quả, phù hợp với tình hình thực tế của đơn vị.',
            },
            {
              anchor: 'iii-2-2',
              text: 'Định kỳ hàng năm báo cáo kết quả thực hiện về LĐLĐ tỉnh (qua Ban Tuyên giáo - Nữ công) trước ngày 10/9.',
            },
          ],
          parts: [],
        },
      ],
    },
  ],
  basisDocuments: [
    {
      anchor: 'ke-hoach-154',
      kind: 'Kế hoạch',
      number: '154/KH-TLĐ',
      date: '08/12/2021',
      issuer: 'Tổng Liên đoàn Lao động Việt Nam',
      about: 'thực hiện Kết luận số 01-KL ngày 15/5/2021 của Bộ Chính trị',
    },
    {
      anchor: 'ket-luan-01',
      kind: 'Kết luận',
      number: '01-KL/TW',
      date: '15/5/2021',
      issuer: 'Bộ Chính trị',
      about:
        'tiếp tục thực hiện Chỉ thị số 05-CT/TW “Về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh”',
    },
    {
      anchor: 'chi-thi-05',
      kind: 'Chỉ thị',
      number: '05-CT/TW',
      date: '',
      issuer: '',
      about: 'Về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh',
    },
    {
      anchor: 'ke-hoach-140',
      kind: 'Kế hoạch',
      number: '140/KH-LĐLĐ',
      date: '26/11/2021',
      issuer: 'LĐLĐ tỉnh',
      about: '',
    },
  ],
  recipients: {
    heading: 'Nơi nhận:',
    lines: [
      'Tổng LĐLĐ Việt Nam;',
      'Ban Dân vận Tỉnh ủy;',
      'Ban Tuyên giáo Tỉnh ủy;',
      'Thường trực, các ban LĐLĐ tỉnh;',
      'Các cấp công đoàn trực thuộc;',
      'Các đơn vị sự nghiệp trực thuộc;',
      'Lưu: VT, Ban TG-NC.',
    ],
  },
  signature: {
    authority: 'TM. BAN THƯỜNG VỤ',
    position: 'CHỦ TỊCH',
    mark: '(Đã ký)',
    name: 'Nguyễn Mạnh Hùng',
  },
};
